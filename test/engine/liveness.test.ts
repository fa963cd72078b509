import {describe, expect, test} from 'vitest';
import {monotonicMs, updateId} from '../../source/domain/units.js';
import {bornAt, judge, OVERTAKEN_GRACE_MS, QUIET_MEMORY_MS, sawDepth, sawProbe, type Liveness} from '../../source/engine/liveness.js';

const LIMIT = 3000;
const at = monotonicMs;
const verdict = (liveness: Liveness, now: number) => judge(liveness, at(now), LIMIT);
const probe = (liveness: Liveness, probed: number, book: number, sentAt: number, now: number): Liveness =>
	sawProbe(liveness, updateId(probed), updateId(book), at(sentAt), at(now));

const born = bornAt(at(10_000));

test.each([
	[10_000, true, false, false],
	[13_000, true, false, false],
	[13_001, false, true, false],
	[22_000, false, true, false],
	[22_001, false, true, true],
])('depth at 10 s, now %i: fresh %s, probe %s, dead %s', (now, fresh, wanted, dead) => {
	expect(verdict(born, now)).toMatchObject({fresh, probe: wanted, dead});
});

test('each diff starts the silence anew', () => {
	const later = sawDepth(born, at(12_500), updateId(7));
	expect(verdict(later, 15_500).fresh).toBe(true);
	expect(verdict(later, 15_501).fresh).toBe(false);
});

describe('a probe', () => {
	test('that finds our id proves a quiet market from the moment it was sent', () => {
		const proven = probe(born, 7, 7, 13_100, 13_200);
		expect(verdict(proven, 13_200).fresh).toBe(true);
		expect(verdict(proven, 16_100).fresh).toBe(true);
		expect(verdict(proven, 16_101).fresh).toBe(false);
	});

	test('in a quiet market comes before the limit, and for a minute only', () => {
		const proven = probe(born, 7, 7, 13_100, 13_200);
		expect(verdict(proven, 15_100).probe).toBe(false);
		expect(verdict(proven, 15_101)).toMatchObject({fresh: true, probe: true, dead: false});
		const busy = sawDepth(proven, at(13_200 + QUIET_MEMORY_MS), updateId(8));
		expect(verdict(busy, 13_200 + QUIET_MEMORY_MS + 2500).probe).toBe(false);
	});

	test('that lags behind us says nothing', () => {
		expect(probe(born, 6, 7, 13_100, 13_200)).toBe(born);
	});

	test('that is ahead gives the diffs on their way a second, then the stream is dead', () => {
		const ahead = probe(born, 9, 7, 11_000, 11_100);
		expect(verdict(ahead, 11_100 + OVERTAKEN_GRACE_MS)).toMatchObject({fresh: true, probe: false, dead: false});
		expect(verdict(ahead, 11_101 + OVERTAKEN_GRACE_MS)).toMatchObject({fresh: false, probe: false, dead: true});
	});

	test('that was ahead is forgotten when the diffs catch up, and not before', () => {
		const ahead = probe(born, 9, 7, 11_000, 11_100);
		expect(verdict(sawDepth(ahead, at(11_200), updateId(8)), 12_200).dead).toBe(true);
		expect(verdict(sawDepth(ahead, at(11_200), updateId(9)), 12_200)).toMatchObject({fresh: true, probe: false, dead: false});
		expect(verdict(sawDepth(ahead, at(11_200), updateId(10)), 12_200).fresh).toBe(true);
	});

	test('that is ahead again does not grant another second', () => {
		const twice = probe(probe(born, 9, 7, 11_000, 11_100), 12, 7, 11_900, 12_000);
		expect(verdict(twice, 12_101).dead).toBe(true);
	});

	test('does not wait for another one while it is ahead', () => {
		const ahead = probe(born, 9, 7, 13_900, 14_000);
		expect(verdict(ahead, 14_500)).toMatchObject({fresh: false, probe: false, dead: false});
	});
});

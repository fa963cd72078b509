import {describe, expect, test} from 'vitest';
import {monotonicMs, updateId} from '../../../../source/domain/units.js';
import {
	bornAt,
	judge,
	OVERTAKEN_GRACE_MS,
	provenQuiet,
	QUIET_MEMORY_MS,
	sawDepth,
	sawProbe,
	type Liveness,
} from '../../../../source/engine/feed/book/liveness.js';

const LIMIT = 3000;
const at = monotonicMs;
const id = updateId;
const verdict = (liveness: Liveness, now: number) => judge(liveness, at(now), LIMIT);

/** @param ids of the venue's book and ours: now, and when the probe was sent. */
const probe = (
	liveness: Liveness,
	ids: readonly [probed: number, book: number, askedAt?: number],
	sentAt: number,
	now: number,
): Liveness => {
	const [probed, book, askedAt = book] = ids;
	return sawProbe(liveness, {probedId: id(probed), askedAtId: id(askedAt), bookId: id(book), sentAt: at(sentAt)}, at(now), LIMIT);
};

const born = bornAt(at(10_000));

test.each([
	[10_000, true, false, false],
	[12_000, true, false, false],
	[12_001, true, true, false],
	[13_000, true, true, false],
	[13_001, false, true, false],
	[22_000, false, true, false],
	[22_001, false, true, true],
])('depth at 10 s, now %i: fresh %s, probe %s, dead %s', (now, fresh, wanted, dead) => {
	expect(verdict(born, now)).toMatchObject({fresh, probe: wanted, dead});
});

test('each diff starts the silence anew', () => {
	const after = sawDepth(born, at(12_500), id(7));
	expect(verdict(after, 15_500).fresh).toBe(true);
	expect(verdict(after, 15_501).fresh).toBe(false);
});

describe('a probe', () => {
	test('that finds our id proves a quiet market from the moment it was sent', () => {
		const proven = probe(born, [7, 7], 13_100, 13_200);
		expect(verdict(proven, 13_200).fresh).toBe(true);
		expect(verdict(proven, 16_100).fresh).toBe(true);
		expect(verdict(proven, 16_101).fresh).toBe(false);
	});

	test('before the limit proves nothing yet, and is not repeated until then', () => {
		const hinted = probe(born, [7, 7], 12_100, 12_200);
		expect(verdict(hinted, 12_200)).toMatchObject({fresh: true, probe: false});
		expect(verdict(hinted, 13_001)).toMatchObject({fresh: false, probe: true});
		expect(verdict(sawDepth(hinted, at(12_900), id(8)), 14_901).probe).toBe(true);
	});

	test('before the limit proves it in a market that has just been proven quiet, and for a minute only', () => {
		const quiet = probe(probe(born, [7, 7], 12_100, 12_200), [7, 7], 13_100, 13_200);
		expect(verdict(quiet, 15_101).probe).toBe(true);
		const again = probe(quiet, [7, 7], 15_300, 15_400);
		expect(verdict(again, 18_300)).toMatchObject({fresh: true, probe: true});
		const busy = sawDepth(quiet, at(13_200 + QUIET_MEMORY_MS), id(8));
		const hinted = probe(busy, [8, 8], 15_300 + QUIET_MEMORY_MS, 15_400 + QUIET_MEMORY_MS);
		expect(verdict(hinted, 16_201 + QUIET_MEMORY_MS).fresh).toBe(false);
	});

	test('from before it was asked for says nothing: a cached answer', () => {
		expect(probe(born, [6, 7], 13_100, 13_200)).toBe(born);
		expect(probe(born, [6, 9, 7], 13_100, 13_200)).toBe(born);
	});

	test('that is ahead gives the diffs on their way a second, then the stream is dead', () => {
		const ahead = probe(born, [9, 7], 11_000, 11_100);
		expect(verdict(ahead, 11_100 + OVERTAKEN_GRACE_MS)).toMatchObject({fresh: true, probe: false, dead: false});
		expect(verdict(ahead, 11_101 + OVERTAKEN_GRACE_MS)).toMatchObject({fresh: false, probe: false, dead: true});
	});

	test('that was ahead is forgotten when the diffs catch up, and not before', () => {
		const ahead = probe(born, [9, 7], 11_000, 11_100);
		expect(verdict(sawDepth(ahead, at(11_200), id(8)), 12_200).dead).toBe(true);
		expect(verdict(sawDepth(ahead, at(11_200), id(9)), 12_200)).toMatchObject({fresh: true, probe: false, dead: false});
		expect(verdict(sawDepth(ahead, at(11_200), id(10)), 12_200).fresh).toBe(true);
	});

	test('that is ahead again does not grant another second', () => {
		const twice = probe(probe(born, [9, 7], 11_000, 11_100), [12, 7], 11_900, 12_000);
		expect(verdict(twice, 12_101).dead).toBe(true);
	});

	test('does not wait for another one while it is ahead', () => {
		const ahead = probe(born, [9, 7], 13_900, 14_000);
		expect(verdict(ahead, 14_500)).toMatchObject({fresh: false, probe: false, dead: false});
	});
});

describe('a busy stream that is late', () => {
	const late = sawDepth(born, at(20_000), id(7), 2900);

	test('is as old as what it says, and not dead', () => {
		expect(verdict(late, 20_100)).toMatchObject({fresh: true, probe: true, dead: false});
		expect(verdict(late, 20_101)).toMatchObject({fresh: false, probe: true, dead: false});
		expect(verdict(sawDepth(late, at(20_100), id(8), 60_000), 20_100)).toMatchObject({fresh: false, dead: false});
	});

	test('is dead when the venue stands where it does not come to within a second', () => {
		const behind = probe(late, [90, 7], 20_050, 20_150);
		const following = sawDepth(behind, at(21_150), id(40), 2900);
		expect(verdict(following, 21_151)).toMatchObject({fresh: false, dead: true});
	});

	test('is not late after all when it comes to where the venue stood: then the clocks differ', () => {
		const ahead = probe(late, [9, 7], 20_050, 20_150);
		const caughtUp = sawDepth(ahead, at(20_200), id(9), 4000);
		expect(verdict(caughtUp, 23_050).fresh).toBe(true);
		expect(verdict(caughtUp, 23_051).fresh).toBe(false);
		const overtaken = probe(late, [9, 12, 7], 20_050, 20_150);
		expect(verdict(overtaken, 23_050).fresh).toBe(true);
	});
});

test('two equal snapshots prove a quiet market, from when the second one was asked for', () => {
	const quiet = provenQuiet(at(10_000), at(10_100));
	expect(verdict(quiet, 13_000)).toMatchObject({fresh: true, probe: true, dead: false});
	expect(verdict(quiet, 13_001).fresh).toBe(false);
	expect(verdict(probe(quiet, [7, 7], 12_100, 12_200), 15_100).fresh).toBe(true);
});

import {expect, test} from 'vitest';
import {unixMs} from '../../../../source/domain/units.js';
import {OrderLink, type LinkSettings} from '../../../../source/engine/maker/orders/order-link.js';

const linkOf = (settings: Partial<LinkSettings> = {}, random = () => 0.5): OrderLink =>
	new OrderLink({entryLatencyMs: 50, cancelLatencyMs: 20, jitterMs: 0, measured: true, ...settings}, random);

const at = unixMs(1000);

test.each([
	['no jitter', {jitterMs: 0}, 1050, 1020],
	['its own jitter', {jitterMs: 8}, 1054, 1024],
	['a fifth of each latency where none is set', {jitterMs: undefined}, 1055, 1022],
	['less than a millisecond of it', {jitterMs: 0.5}, 1050.25, 1020.25],
] as const)('an order and a cancel are under way for their latency and %s', (_what, settings, entry, cancel) => {
	expect(linkOf(settings).entryAt(at)).toBe(entry);
	expect(linkOf(settings).cancelAt(at)).toBe(cancel);
});

test('without jitter no random number is used up', () => {
	const link = linkOf({}, () => {
		throw new Error('drawn');
	});
	expect(link.entryAt(at)).toBe(1050);
});

test('half a measured round trip makes messages slower, never faster, and is forgotten where it is not measured any more', () => {
	const link = linkOf({entryLatencyMs: 0, cancelLatencyMs: 30});
	link.setMeasured(10);
	expect([link.entryLatencyMs, link.cancelLatencyMs]).toEqual([10, 30]);
	link.setMeasured(undefined);
	expect([link.entryLatencyMs, link.cancelLatencyMs]).toEqual([0, 30]);
	const fixed = linkOf({entryLatencyMs: 0, cancelLatencyMs: 0, measured: false});
	fixed.setMeasured(10);
	expect([fixed.entryLatencyMs, fixed.cancelLatencyMs]).toEqual([0, 0]);
});

test('an order comes after all that was sent before it, a cancel may overtake; cleared, nothing is under way', () => {
	const link = linkOf({entryLatencyMs: 10, cancelLatencyMs: 200});
	expect([link.cancelAt(at), link.entryAt(at), link.cancelAt(unixMs(900)), link.entryAt(unixMs(1195))]).toEqual([1200, 1200, 1100, 1205]);
	link.clear();
	expect(link.entryAt(at)).toBe(1010);
});

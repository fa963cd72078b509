import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	reconcile,
	type Believed,
	type BelievedOrder,
	type OpenOrder,
	type VenueFill,
	type VenueSnapshot,
} from '../../../../source/engine/maker/orders/reconcile.js';

const isOurs = (clientId: string): boolean => clientId.startsWith('mm');

const believed = (change: Partial<BelievedOrder> = {}): BelievedOrder => ({
	clientId: 'mm1',
	side: 'bid',
	totalLots: 10,
	filledLots: 0,
	...change,
});
const open = (change: Partial<OpenOrder> = {}): OpenOrder => ({clientId: 'mm1', side: 'bid', totalLots: 10, filledLots: 0, ...change});
const fill = (tradeId: number, qtyLots: number | bigint, clientId = 'mm1', side: 'bid' | 'ask' = 'bid'): VenueFill => ({
	tradeId,
	clientId,
	side,
	qtyLots,
});

const found = (orders: readonly BelievedOrder[], snapshot: Partial<VenueSnapshot>, counted: readonly number[] = []) =>
	reconcile({orders, counted: new Set(counted), isOurs}, {open: [], fills: [], ended: new Set(), ...snapshot});

describe('what became of an order', () => {
	test.each<[what: string, order: BelievedOrder, snapshot: Partial<VenueSnapshot>, outcome: string, remedy: string, leaves: number]>([
		['open as we left it', believed(), {open: [open()]}, 'working', 'keep', 10],
		['filled in part', believed(), {open: [open({filledLots: 4})], fills: [fill(1, 4)]}, 'working', 'keep', 6],
		['cut, as was asked', believed(), {open: [open({totalLots: 7})]}, 'working', 'keep', 7],
		['filled whole', believed(), {fills: [fill(1, 4), fill(2, 6)]}, 'filled-away', 'drop', 0],
		['filled whole, in a list of open orders that is older', believed(), {open: [open()], fills: [fill(1, 10)]}, 'filled-away', 'drop', 0],
		['over, after a fill', believed(), {fills: [fill(1, 4)], ended: new Set(['mm1'])}, 'cancelled', 'drop', 0],
		['filled by more than its executions', believed(), {open: [open({filledLots: 4})]}, 'fills-missing', 'fetch-fills', 10],
		['of another side', believed(), {open: [open({side: 'ask'})]}, 'contradicts', 'alarm', 10],
		['larger than it was sent', believed(), {open: [open({totalLots: 11})]}, 'contradicts', 'alarm', 10],
		['filled by more than it was', believed(), {fills: [fill(1, 11)]}, 'contradicts', 'alarm', 0],
		['not named at all', believed(), {}, 'unknown', 'ask', 10],
	])('%s', (_what, order, snapshot, outcome, remedy, leavesLots) => {
		expect(found([order], snapshot)).toMatchObject([{clientId: 'mm1', outcome, remedy, leavesLots}]);
	});

	test('an execution that is counted already is not counted again', () => {
		const [finding] = found([believed({filledLots: 4})], {open: [open({filledLots: 6})], fills: [fill(1, 4), fill(2, 2), fill(2, 2)]}, [1]);
		expect(finding).toMatchObject({outcome: 'working', fills: [fill(2, 2)], leavesLots: 4});
	});

	test('an unknown order with a name of ours is cancelled, and its fills count', () => {
		const finding = {clientId: 'mm9', outcome: 'forgotten', remedy: 'cancel', fills: [fill(1, 4, 'mm9')], leavesLots: 6};
		expect(found([], {open: [open({clientId: 'mm9', filledLots: 4})], fills: [fill(1, 4, 'mm9')]})).toMatchObject([finding]);
	});

	test('an unknown order of ours that has ended still counts by its fills', () => {
		const finding = {
			clientId: 'mm9',
			side: 'ask',
			outcome: 'filled-away',
			remedy: 'drop',
			fills: [fill(1, 4, 'mm9', 'ask')],
			leavesLots: 0,
		};
		expect(found([], {fills: [fill(1, 4, 'mm9', 'ask')]})).toEqual([finding]);
	});

	test('sizes beyond what a number counts stay exact', () => {
		const totalLots = 2n ** 60n;
		const finding = {outcome: 'working', leavesLots: totalLots - 1n};
		expect(found([believed({totalLots})], {open: [open({totalLots, filledLots: 1})], fills: [fill(1, 1)]})).toMatchObject([finding]);
	});
});

/** The true orders, and how much of them each side knows. */
const world = fc
	.array(
		fc.record({
			side: fc.constantFrom<'bid' | 'ask'>('bid', 'ask'),
			owner: fc.constantFrom('mm', 'mm', 'mm', 'hand'),
			remembered: fc.boolean(),
			totalLots: fc.integer({min: 1, max: 50}),
			pieces: fc.array(fc.integer({min: 1, max: 10}), {maxLength: 5}),
			counted: fc.nat({max: 5}),
			isOver: fc.boolean(),
			isConfirmed: fc.boolean(),
		}),
		{maxLength: 6},
	)
	.map((orders) => orders.map((order, index) => truthOf(order, index)));

type Drawn = {
	readonly side: 'bid' | 'ask';
	readonly owner: string;
	readonly remembered: boolean;
	readonly totalLots: number;
	readonly pieces: readonly number[];
	readonly counted: number;
	readonly isOver: boolean;
	readonly isConfirmed: boolean;
};

const sum = (fills: readonly VenueFill[]): number => fills.reduce((all, {qtyLots}) => all + Number(qtyLots), 0);

const truthOf = (drawn: Drawn, index: number) => {
	const clientId = `${drawn.owner}${index}`;
	let left = drawn.totalLots;
	const fills = drawn.pieces.flatMap((piece, number) => {
		const qtyLots = Math.min(piece, left);
		left -= qtyLots;
		return qtyLots === 0 ? [] : [fill(index * 10 + number, qtyLots, clientId, drawn.side)];
	});
	return {...drawn, clientId, fills, isOpen: left > 0 && !drawn.isOver, isOurs: drawn.owner === 'mm'};
};
type Truth = ReturnType<typeof truthOf>;

const isBelieved = ({isOurs: ours, remembered}: Truth): boolean => ours && remembered;

const sidesOf = (truths: readonly Truth[]): {readonly ours: Believed; readonly snapshot: VenueSnapshot} => ({
	ours: {
		orders: truths.filter(isBelieved).map(({clientId, side, totalLots, fills, counted}) => {
			return {clientId, side, totalLots, filledLots: sum(fills.slice(0, counted))};
		}),
		counted: new Set(truths.filter(isBelieved).flatMap(({fills, counted}) => fills.slice(0, counted).map(({tradeId}) => tradeId))),
		isOurs,
	},
	snapshot: {
		open: truths
			.filter(({isOpen}) => isOpen)
			.map(({clientId, side, totalLots, fills}) => ({clientId, side, totalLots, filledLots: sum(fills)})),
		fills: truths.flatMap(({fills}) => fills),
		ended: new Set(truths.filter(({isOpen, isConfirmed}) => !isOpen && isConfirmed).map(({clientId}) => clientId)),
	},
});

describe('for any orders, however much of them was missed', () => {
	test('what was counted and what is to be counted is what was filled, and what is left is never too little', () => {
		fc.assert(
			fc.property(world, (truths) => {
				const {ours, snapshot} = sidesOf(truths);
				const findings = new Map(reconcile(ours, snapshot).map((finding) => [finding.clientId, finding]));
				for (const {clientId, fills, isOpen, totalLots} of truths.filter((truth) => truth.isOurs)) {
					const held = ours.orders.find((order) => order.clientId === clientId);
					const finding = findings.get(clientId);
					expect(Number(held?.filledLots ?? 0) + sum(finding?.fills ?? [])).toBe(sum(fills));
					expect(Number(finding?.leavesLots ?? 0)).toBeGreaterThanOrEqual(isOpen ? totalLots - sum(fills) : 0);
				}
			}),
		);
	});

	test('every order has one finding; only what is proved to be over is dropped, and what is not ours is left alone', () => {
		fc.assert(
			fc.property(world, (truths) => {
				const {ours, snapshot} = sidesOf(truths);
				const findings = reconcile(ours, snapshot);
				const expected = truths
					.filter((truth) => isBelieved(truth) || truth.isOpen || (truth.isOurs && truth.fills.length > 0))
					.map(({clientId}) => clientId);
				expect(findings.map(({clientId}) => clientId).toSorted()).toEqual(expected.toSorted());
				for (const {clientId, remedy} of findings) {
					const truth = truths.find((one) => one.clientId === clientId);
					if (remedy === 'drop') expect(truth?.isOpen).toBe(false);
					expect(remedy === 'leave-alone').toBe(truth?.isOurs === false);
				}
			}),
		);
	});

	test('a second look, after the first was acted on, finds nothing more to count', () => {
		fc.assert(
			fc.property(world, (truths) => {
				const {ours, snapshot} = sidesOf(truths);
				const first = reconcile(ours, snapshot);
				const counted = new Set([...ours.counted, ...first.flatMap(({fills}) => fills.map(({tradeId}) => tradeId))]);
				const orders = ours.orders.map((order) => {
					const finding = first.find(({clientId}) => clientId === order.clientId);
					return {...order, filledLots: Number(order.filledLots) + sum(finding?.fills ?? [])};
				});
				const second = reconcile({...ours, orders, counted}, snapshot);
				expect(second.flatMap(({fills}) => fills)).toEqual([]);
				const named = new Set([...orders, ...snapshot.open].map(({clientId}) => clientId));
				const again = first.filter(({clientId}) => named.has(clientId));
				expect(second.map(({outcome}) => outcome)).toEqual(again.map(({outcome}) => outcome));
			}),
		);
	});
});

import {array, assert, bigInt, constantFrom, integer, nat, oneof, property, record} from 'fast-check';
import {expect, test} from 'vitest';
import {notionalAtHalfUnits, type Instrument} from '../../../source/domain/instrument.js';
import {formatMoney, money, MONEY_DECIMALS, ZERO_MONEY} from '../../../source/domain/money.js';
import {
	applyExecution,
	averagePrice,
	identityError,
	openPosition,
	unrealisedAt,
	type Execution,
	type Position,
} from '../../../source/domain/accounting/position.js';
import {priceUnits} from '../../../source/domain/units.js';
import {seededRandom} from '../../../source/domain/prng.js';
import {bitcoin, moneyOf, nickel, plain, shiba} from '../../helpers/instruments.js';

const UNIT_LOTS = 100_000_000;
const flat = openPosition(0n, ZERO_MONEY);

/** An execution in whole units at a price with two decimals. */
const execution = (side: 'buy' | 'sell', units: number, price: number, fee = '0'): Execution => ({
	side,
	priceUnits: priceUnits(Math.round(price * 100)),
	qtyLots: Math.round(units * UNIT_LOTS),
	fee: moneyOf(fee),
});

const run = (start: Position, executions: readonly Execution[]): Position =>
	executions.reduce((position, one) => applyExecution(plain, position, one), start);

const shown = (position: Position): readonly string[] => [
	formatMoney(money((position.inventoryLots * 10n ** BigInt(MONEY_DECIMALS)) / BigInt(UNIT_LOTS))),
	formatMoney(position.openCost),
	formatMoney(position.realised),
	formatMoney(position.fees),
	formatMoney(position.cash),
];

test.each<[name: string, executions: readonly Execution[], numbers: readonly string[]]>([
	['buying opens at its cost', [execution('buy', 1, 100)], ['1', '100', '0', '0', '-100']],
	['selling short opens at a negative cost', [execution('sell', 1, 100)], ['-1', '-100', '0', '0', '100']],
	['a round trip realises its difference', [execution('buy', 1, 100), execution('sell', 1, 101)], ['0', '0', '1', '0', '1']],
	['a short round trip too', [execution('sell', 1, 101), execution('buy', 1, 100)], ['0', '0', '1', '0', '1']],
	['adding averages', [execution('buy', 1, 100), execution('buy', 1, 102)], ['2', '202', '0', '0', '-202']],
	[
		'a part closes at average cost',
		[execution('buy', 1, 100), execution('buy', 1, 102), execution('sell', 1, 103)],
		['1', '101', '2', '0', '-99'],
	],
	[
		'a flip closes everything, then opens at its own price',
		[execution('buy', 1, 100), execution('sell', 3, 105)],
		['-2', '-210', '5', '0', '215'],
	],
	['a flip from short to long', [execution('sell', 2, 100), execution('buy', 5, 90)], ['3', '270', '20', '0', '-250']],
	[
		'a third is rounded once, and the last close takes the rest',
		[execution('buy', 3, 100.01), execution('sell', 1, 100.01), execution('sell', 2, 100.01)],
		['0', '0', '0', '0', '0'],
	],
	[
		'a cost with more digits than a share is rounded to is released whole by the last close',
		[execution('buy', 7e-8, 100.01), execution('sell', 7e-8, 100.01)],
		['0', '0', '0', '0', '0'],
	],
	[
		'fees lower cash and are counted apart from what is realised',
		[execution('buy', 1, 100, '0.1'), execution('sell', 1, 101, '0.101')],
		['0', '0', '1', '0.201', '0.799'],
	],
	['a rebate is a negative fee', [execution('buy', 1, 100, '-0.005')], ['1', '100', '0', '-0.005', '-99.995']],
])('%s', (_name, executions, numbers) => {
	expect(shown(run(flat, executions))).toEqual(numbers);
});

test('what was held before counts with its cost, and its value is no profit', () => {
	const start = openPosition(BigInt(2 * UNIT_LOTS), moneyOf('190'));
	expect(formatMoney(unrealisedAt(plain, start, 20_000))).toBe('10');
	const after = run(start, [execution('sell', 1, 100)]);
	expect(formatMoney(after.realised)).toBe('5');
	expect(identityError(plain, after, 20_001)).toBe(0n);
});

test('the average price is shown to eight digits, and a flat position has none', () => {
	const position = run(flat, [execution('buy', 1, 100), execution('buy', 2, 100.01)]);
	expect(formatMoney(averagePrice(plain, position) ?? ZERO_MONEY)).toBe('100.00666667');
	expect(averagePrice(plain, flat)).toBeUndefined();
	const short = run(flat, [execution('sell', 1, 100), execution('sell', 2, 100.01)]);
	expect(formatMoney(averagePrice(plain, short) ?? ZERO_MONEY)).toBe('100.00666667');
});

/** The nearest multiple of 10^-8, half to even, by comparing fractions instead of dividing twice. */
const nearestStep = (top: bigint, bottom: bigint): bigint => {
	const step = 10n ** BigInt(MONEY_DECIMALS - 8);
	const below = top / (bottom * step) - (top < 0n ? 1n : 0n);
	const candidates = [below, below + 1n, below + 2n];
	const off = (one: bigint): bigint => {
		const distance = one * step * bottom - top;
		return distance < 0n ? -distance : distance;
	};

	const best = candidates.reduce((nearest, one) => {
		if (off(one) === off(nearest)) return one % 2n === 0n ? one : nearest;
		return off(one) < off(nearest) ? one : nearest;
	});
	return best * step;
};

test('the cost that a part releases is the exact share rounded once, half to even', () => {
	const lots = bigInt({min: 2n, max: 10n ** 20n});
	assert(
		property(lots, bigInt({min: 0n, max: 10n ** 35n}), nat(), constantFrom(1n, -1n), (held, cost, part, sign) => {
			const qtyLots = Math.min(part + 1, Number(held - 1n));
			const start = openPosition(sign * held, money(sign * cost));
			const side = sign === 1n ? 'sell' : 'buy';
			const after = applyExecution(plain, start, {side, priceUnits: priceUnits(1), qtyLots, fee: ZERO_MONEY});
			const released = start.openCost - after.openCost;
			const nearest = nearestStep(cost * BigInt(qtyLots), held);
			expect(released).toBe(sign * (nearest > cost ? cost : nearest));
		}),
		{numRuns: 300},
	);
});

test('a part of a cost below one step never releases more than all of it', () => {
	for (const sign of [1n, -1n]) {
		const start = openPosition(10n * sign, money(sign * 7n * 10n ** 17n));
		const after = applyExecution(plain, start, {
			side: sign === 1n ? 'sell' : 'buy',
			priceUnits: priceUnits(1),
			qtyLots: 9,
			fee: ZERO_MONEY,
		});
		expect(after).toMatchObject({inventoryLots: sign, openCost: 0n});
		expect(identityError(plain, after, 3)).toBe(0n);
	}
});

test('a share that lies a hair beside a tie is not mistaken for one', () => {
	// cost · 1 / held = 1.5·10^-8 + a third of money's last digit.
	const held = 3n;
	const cost = money((3n * 10n ** 18n * held) / 2n + 1n);
	const after = applyExecution(plain, openPosition(held, cost), {side: 'sell', priceUnits: priceUnits(1), qtyLots: 1, fee: ZERO_MONEY});
	expect(cost - after.openCost).toBe(2n * 10n ** 18n);
	const even = money((5n * 10n ** 18n * held) / 2n + 1n);
	const next = applyExecution(plain, openPosition(held, even), {side: 'sell', priceUnits: priceUnits(1), qtyLots: 1, fee: ZERO_MONEY});
	expect(even - next.openCost).toBe(3n * 10n ** 18n);
});

const fill = record({
	side: constantFrom<'buy' | 'sell'>('buy', 'sell'),
	priceUnits: integer({min: 1, max: 10_000_000}).map(priceUnits),
	qtyLots: oneof(
		nat(10).map((n) => n + 1),
		integer({min: 1, max: 2 ** 40}),
		constantFrom(3, 7, UNIT_LOTS),
	),
	fee: oneof(bigInt({min: -(10n ** 24n), max: 10n ** 26n}), constantFrom(0n)).map(money),
});

const expectBalanced = (instrument: Instrument, position: Position, markHalfUnits: number): void => {
	expect(identityError(instrument, position, markHalfUnits)).toBe(0n);
	const {inventoryLots, openCost} = position;
	if (inventoryLots === 0n) expect(openCost).toBe(0n);
	else expect(inventoryLots > 0n ? openCost >= 0n : openCost <= 0n).toBe(true);
};

test('whatever is bought and sold, the books balance to the last digit after every fill and at any mark', () => {
	assert(
		property(
			array(fill, {maxLength: 60}),
			integer({min: 0, max: 30_000_000}),
			bigInt({min: -(10n ** 12n), max: 10n ** 12n}),
			(fills, mark, start) => {
				for (const instrument of [bitcoin, nickel, shiba]) {
					let position = openPosition(start, notionalAtHalfUnits(instrument, 777, start));
					for (const one of fills) {
						position = applyExecution(instrument, position, one);
						expectBalanced(instrument, position, mark);
					}
				}
			},
		),
	);
});

test('fifty thousand fills in a row, with flips, thirds and fees, leave a difference of nothing', () => {
	const random = seededRandom(20_261_120);
	const upTo = (limit: number): number => Math.floor(random() * limit) + 1;
	let position = flat;
	let cash = 0n;
	let flats = 0;
	for (let count = 0; count < 50_000; count += 1) {
		const held = position.inventoryLots < 0n ? -position.inventoryLots : position.inventoryLots;
		const closing = random() < 0.02 && held > 0n;
		const side = closing === position.inventoryLots > 0n && closing ? 'sell' : closing ? 'buy' : random() < 0.5 ? 'buy' : 'sell';
		const qtyLots = closing ? Number(held) : upTo(3 * UNIT_LOTS);
		const price = 6_700_000 + upTo(100_000);
		const value = BigInt(price) * BigInt(qtyLots) * 10n ** 16n;
		const fee = money((value * 100_000n) / 100_000_000n);
		cash += (side === 'buy' ? -value : value) - fee;
		position = applyExecution(bitcoin, position, {side, priceUnits: priceUnits(price), qtyLots, fee});
		if (identityError(bitcoin, position, 13_400_001) !== 0n) throw new Error(`broken after ${count} fills`);
		if (position.inventoryLots === 0n) {
			flats += 1;
			if (position.openCost !== 0n) throw new Error(`flat with an open cost after ${count} fills`);
		}
	}

	expect(flats).toBeGreaterThan(100);
	expect(position.cash).toBe(cash);
	expectBalanced(bitcoin, position, 1);
});

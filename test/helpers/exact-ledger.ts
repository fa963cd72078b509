/**
 * Independent books for `stream` lines: average cost in exact fractions from decimal text. Shares no code with
 * the program.
 *
 * Rules: a fill that reduces the position releases its share of the open cost, rounded once, half to even, to
 * the eighth decimal of the quote currency; a fee in the base asset is rounded half to even to its eighth
 * decimal, reduces the bought quantity, and is valued at the trade's price.
 */

export type Fraction = {readonly top: bigint; readonly bottom: bigint};

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));
const over = (top: bigint, bottom: bigint): Fraction => {
	const by = gcd(top, bottom) * (bottom < 0n ? -1n : 1n);
	return by === 0n ? ZERO : {top: top / by, bottom: bottom / by};
};

export const ZERO: Fraction = {top: 0n, bottom: 1n};

/** Reads `-12.5`. @throws for anything but a plain decimal. */
export const fraction = (text: string): Fraction => {
	const [, sign, whole, digits = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
	if (whole === undefined) throw new Error(`"${text}" is no plain decimal`);
	const value = over(BigInt(whole + digits), 10n ** BigInt(digits.length));
	return sign === '-' ? minus(ZERO, value) : value;
};

export const plus = (a: Fraction, b: Fraction): Fraction => over(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
export const minus = (a: Fraction, b: Fraction): Fraction => over(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom);
export const times = (a: Fraction, b: Fraction): Fraction => over(a.top * b.top, a.bottom * b.bottom);
export const divided = (a: Fraction, b: Fraction): Fraction => over(a.top * b.bottom, a.bottom * b.top);
export const signOf = ({top}: Fraction): number => (top > 0n ? 1 : top < 0n ? -1 : 0);
const sizeOf = (a: Fraction): Fraction => (a.top < 0n ? minus(ZERO, a) : a);
const smaller = (a: Fraction, b: Fraction): Fraction => (signOf(minus(a, b)) < 0 ? a : b);

/** Half to even, to `digits` decimals. */
export const rounded = (value: Fraction, digits: number): Fraction => {
	const scale = 10n ** BigInt(digits);
	const {top, bottom} = sizeOf(times(value, over(scale, 1n)));
	const whole = top / bottom;
	const twiceRest = 2n * (top - whole * bottom);
	const up = twiceRest > bottom || (twiceRest === bottom && whole % 2n === 1n);
	const magnitude = over(whole + (up ? 1n : 0n), scale);
	return signOf(value) < 0 ? minus(ZERO, magnitude) : magnitude;
};

export type FeeRule =
	| {readonly paidIn: 'quote'}
	| {readonly paidIn: 'received'; readonly base: string; readonly quote: string}
	| {readonly paidIn: 'third'; readonly price: string};

export type FillText = {
	readonly side: string;
	readonly price: string;
	readonly qty: string;
	readonly liquidity: string;
	readonly fee: string;
	readonly fee_value: string;
	readonly fee_asset: string;
};

/** Decimals of a quantity, and of a fee in a third asset. */
const QTY_DIGITS = 8;
const THIRD_DIGITS = 26;
const COST_DIGITS = 8;

export class ExactLedger {
	inventory: Fraction;
	cost: Fraction;
	realised = ZERO;
	fees = ZERO;
	turnover = ZERO;
	readonly #rates: Readonly<Record<string, Fraction>>;
	readonly #rule: FeeRule;

	constructor(
		start: {readonly inventory: string; readonly averagePrice: string},
		rates: Readonly<Record<'maker' | 'taker', string>>,
		rule: FeeRule,
	) {
		this.inventory = fraction(start.inventory);
		this.cost = times(this.inventory, fraction(start.averagePrice));
		this.#rates = {maker: fraction(rates.maker), taker: fraction(rates.taker)};
		this.#rule = rule;
	}

	/** @returns the expected fee in its asset, and its value. */
	take({side, price: priceText, qty: qtyText, liquidity}: FillText): {readonly fee: Fraction; readonly worth: Fraction} {
		const [price, qty, rate] = [fraction(priceText), fraction(qtyText), this.#rates[liquidity] ?? ZERO];
		const value = times(price, qty);
		this.turnover = plus(this.turnover, value);
		const inBase = this.#rule.paidIn === 'received' && side === 'buy';
		const feeQty = inBase ? rounded(times(qty, rate), QTY_DIGITS) : ZERO;
		const worth = inBase ? times(feeQty, price) : times(value, rate);
		this.#trade(side === 'buy' ? 1 : -1, minus(qty, feeQty), price);
		this.fees = plus(this.fees, worth);
		if (inBase) return {fee: feeQty, worth};
		return {fee: this.#rule.paidIn === 'third' ? rounded(divided(worth, fraction(this.#rule.price)), THIRD_DIGITS) : worth, worth};
	}

	get averagePrice(): Fraction | undefined {
		return signOf(this.inventory) === 0 ? undefined : rounded(divided(this.cost, this.inventory), COST_DIGITS);
	}

	unrealised(mark: Fraction): Fraction {
		return minus(times(this.inventory, mark), this.cost);
	}

	#trade(sign: 1 | -1, qty: Fraction, price: Fraction): void {
		const held = sizeOf(this.inventory);
		const closing = signOf(this.inventory) * sign < 0 ? smaller(qty, held) : ZERO;
		if (signOf(closing) > 0) {
			const all = signOf(minus(held, closing)) === 0;
			const share = all ? this.cost : rounded(divided(times(this.cost, closing), held), COST_DIGITS);
			const proceeds = times(closing, price);
			this.realised = minus(this.realised, plus(sign > 0 ? proceeds : minus(ZERO, proceeds), share));
			this.cost = minus(this.cost, share);
			this.inventory = plus(this.inventory, sign > 0 ? closing : minus(ZERO, closing));
		}

		const opening = minus(qty, closing);
		const signed = sign > 0 ? opening : minus(ZERO, opening);
		this.cost = plus(this.cost, times(signed, price));
		this.inventory = plus(this.inventory, signed);
	}
}

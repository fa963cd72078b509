import {describe, expect, test} from 'vitest';
import {
	distances,
	fillPremium,
	finiteShape,
	glftShape,
	infiniteShape,
	linearShape,
	type ModelInputs,
} from '../../../../source/engine/maker/pricing/quoting-model.js';

/** (1/γ)·ln(1 + (±1 − 2q)·γ²σ² ÷ (2ω − γ²q²σ²)) for γ = 0.1 and q_max = 10. */
const omegaTerm = (q: number, sign: number): number => Math.log(1 + (sign - 2 * q) / (11 ** 2 - q * q)) / 0.1;

const inputs = (change: Partial<ModelInputs> = {}): ModelInputs => ({
	riskAversion: 0.01,
	volatility: 0.3,
	decay: 0.3,
	rate: 0.9,
	size: 1,
	...change,
});

describe("Guéant–Lehalle–Fernandez-Tapia, the paper's parameters", () => {
	test.each([
		[0, 3.312915, 3.312915],
		[5, 3.652244, 2.973586],
		[10, 3.991574, 2.634257],
		[20, 4.670232, 1.955599],
	])('holding %i: bid %d, ask %d from the mid', (held, bid, ask) => {
		const shape = distances(glftShape(inputs(), held));
		expect(shape.bid).toBeCloseTo(bid, 5);
		expect(shape.ask).toBeCloseTo(ask, 5);
	});

	test('without risk aversion a fill must earn 1/k', () => {
		expect(fillPremium(inputs({riskAversion: 0}))).toBeCloseTo(1 / 0.3, 12);
		expect(fillPremium(inputs({riskAversion: 1e-9}))).toBeCloseTo(1 / 0.3, 6);
	});
});

describe('Avellaneda–Stoikov', () => {
	test('with time left: reservation s − qγσ²(T−t), spread γσ²(T−t) + (2/γ)·ln(1+γ/k)', () => {
		const world = inputs({riskAversion: 0.1, volatility: 2, decay: 1.5});
		const shape = finiteShape(world, 0.5, 3);
		expect(shape.skew).toBeCloseTo(3 * 0.1 * 4 * 0.5, 12);
		expect(2 * shape.halfSpread).toBeCloseTo(0.1 * 4 * 0.5 + 20 * Math.log(1 + 0.1 / 1.5), 12);
		expect(finiteShape(world, 0, 3).skew).toBe(0);
	});

	test('without a horizon: both reservation prices, lower for longs, finite at the bound', () => {
		const world = inputs({riskAversion: 0.1, volatility: 2, decay: 1.5});
		const shape = infiniteShape(world, 10, 3);
		expect(shape.skew).toBeCloseTo(-(omegaTerm(3, 1) + omegaTerm(3, -1)) / 2, 12);
		expect(shape.halfSpread - fillPremium(world)).toBeCloseTo((omegaTerm(3, 1) - omegaTerm(3, -1)) / 2, 12);
		for (let q = -9; q <= 9; q += 1) {
			const {bid, ask} = distances(infiniteShape(world, 10, q));
			// The paper's reservation price of each side plus the fill premium.
			expect(ask).toBeCloseTo(omegaTerm(q, 1) + fillPremium(world), 9);
			expect(bid).toBeCloseTo(-omegaTerm(q, -1) + fillPremium(world), 9);
			expect(infiniteShape(world, 10, q).skew).toBeGreaterThan(infiniteShape(world, 10, q - 1).skew);
		}

		// At the bound the paper's bid price is undefined: here it is finite and far from the market.
		expect(distances(infiniteShape(world, 10, 10)).bid).toBeGreaterThan(100);
		expect(infiniteShape(world, 10, 50)).toEqual(infiniteShape(world, 10, 10));
	});
});

test('the linear model is one formula with two ways to fill two numbers', () => {
	const glft = glftShape(inputs(), 0);
	const slope = glftShape(inputs(), 1).skew;
	for (const held of [-4, 0, 7]) {
		const [own, theirs] = [linearShape(glft.halfSpread, slope, held), glftShape(inputs(), held)];
		expect(own.skew).toBeCloseTo(theirs.skew, 12);
		expect(own.halfSpread).toBeCloseTo(theirs.halfSpread, 12);
	}
});

test('units: orders of a thousandth, counted in thousandths, quote as orders of one do', () => {
	const one = glftShape(inputs(), 2);
	const small = glftShape(inputs({size: 0.001, riskAversion: 10}), 0.002);
	expect(small.skew).toBeCloseTo(one.skew, 9);
	expect(small.halfSpread).toBeCloseTo(one.halfSpread, 9);
});

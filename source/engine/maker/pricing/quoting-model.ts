/** What the market is like and how much risk is liked. */
export type ModelInputs = {
	/** γ, per quote currency. */
	readonly riskAversion: number;
	/** σ, quote currency per √second. */
	readonly volatility: number;
	/** k of λ(δ) = A·e^(−kδ), per quote currency. */
	readonly decay: number;
	/** A, per second. */
	readonly rate: number;
	/** Order size in base units. */
	readonly size: number;
};

export type Shape = {readonly skew: number; readonly halfSpread: number};

/** The project's own: skew = q·s. */
export const linearShape = (halfSpread: number, skewPerUnit: number, held: number): Shape => ({skew: held * skewPerUnit, halfSpread});

/** (1/γ)·ln(1 + γ/k) for orders of size Δ: what a fill must earn at least; 1/k for no risk aversion. */
export const fillPremium = ({riskAversion, decay, size}: ModelInputs): number => {
	const xi = riskAversion * size;
	return xi < TINY ? 1 / decay : Math.log1p(xi / decay) / xi;
};

const TINY = 1e-12;

/** Avellaneda–Stoikov 2008 with `horizon` seconds left: r = s − q·γσ²(T−t), spread = γσ²(T−t) + (2/γ)·ln(1+γ/k). */
export const finiteShape = (inputs: ModelInputs, horizon: number, held: number): Shape => {
	const risk = inputs.riskAversion * inputs.volatility ** 2 * horizon;
	return {skew: held * risk, halfSpread: (risk * inputs.size) / 2 + fillPremium(inputs)};
};

/**
 * Avellaneda–Stoikov without a horizon, bounded by `maxHeld`:
 * r_a,b = s + (1/γ)·ln(1 + (±1 − 2q)·γ²σ² ÷ (2ω − γ²q²σ²)), ω = ½γ²σ²(q_max + 1)², q in orders.
 */
export const infiniteShape = (inputs: ModelInputs, maxHeld: number, held: number): Shape => {
	const {riskAversion, size} = inputs;
	const gamma = riskAversion * size;
	const most = Math.max(maxHeld / size, 1);
	const q = Math.max(Math.min(held / size, most), -most);
	// γ²σ² ÷ (2ω − γ²q²σ²): the volatility cancels, it is all in ω.
	const weight = 1 / ((most + 1) ** 2 - q ** 2);
	const offset = (numerator: number): number => Math.log(Math.max(1 + numerator * weight, TINY)) / gamma;
	const [ask, bid] = [offset(1 - 2 * q), offset(-1 - 2 * q)];
	return {skew: -(ask + bid) / 2, halfSpread: (ask - bid) / 2 + fillPremium(inputs)};
};

/**
 * Guéant–Lehalle–Fernandez-Tapia, closed form for long horizons with orders of size Δ and ξ = γ:
 * c1 = (1/ξΔ)·ln(1 + ξΔ/k), c2 = √(γ ÷ (2AΔk) · (1 + ξΔ/k)^(k/(ξΔ)+1)), half = c1 + σ·c2·Δ/2, skew = σ·c2·q.
 */
export const glftShape = (inputs: ModelInputs, held: number): Shape => {
	const slope = glftSlope(inputs);
	return {skew: held * slope, halfSpread: fillPremium(inputs) + (slope * inputs.size) / 2};
};

const glftSlope = ({riskAversion, volatility, decay, rate, size}: ModelInputs): number => {
	const xi = riskAversion * size;
	const power = xi < TINY ? Math.E : (1 + xi / decay) ** (decay / xi + 1);
	return volatility * Math.sqrt((riskAversion / (2 * rate * size * decay)) * power);
};

/** Distances from fair value at which the model bids and offers. */
export const distances = ({skew, halfSpread}: Shape): {readonly bid: number; readonly ask: number} => ({
	bid: halfSpread + skew,
	ask: halfSpread - skew,
});

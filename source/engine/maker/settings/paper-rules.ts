import type {LinkSettings} from '../orders/order-link.js';
import type {FillModel} from './names.js';

export type FillRule = {
	readonly model: FillModel;
	/** Exponent of `queue-prob`: p = bⁿ ÷ (bⁿ + fⁿ). */
	readonly power: number;
};

export type PaperSettings = LinkSettings & {
	readonly rule: FillRule;
	/** From a fill until the strategy knows of it. */
	readonly responseLatencyMs: number;
	/** How long a moment stays open for messages that come late. */
	readonly holdBackMs: number;
};

import type {LinkSettings} from '../orders/order-link.js';
import type {FillRule} from '../paper/fill-rules.js';

export type PaperSettings = LinkSettings & {
	readonly rule: FillRule;
	/** From a fill until the strategy knows of it. */
	readonly responseLatencyMs: number;
	/** How long a moment stays open for messages that come late. */
	readonly holdBackMs: number;
};

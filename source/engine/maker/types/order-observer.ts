import type {Trade} from '../../../domain/feed-event.js';
import type {UnixMs, Side} from '../../../domain/units.js';
import type {PaperFill} from './order-report.js';

/** Hears of settled moments, in exchange time: what measures execution quality. */
export type PaperObserver = {
	/** `own` tells on which sides an own order stood at the best price until this moment. */
	onTouch(atMs: UnixMs, midHalfUnits: number | undefined, own: Readonly<Record<Side, boolean>>): void;
	onFill(fill: PaperFill): void;
	onTrade(trade: Trade): void;
};

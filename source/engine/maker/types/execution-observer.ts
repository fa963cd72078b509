import type {Trade} from '../../../domain/feed-event.js';
import type {Side, UnixMs} from '../../../domain/units.js';
import type {FillCause} from '../settings/names.js';
import type {OrderFill} from './order-report.js';

/** How a fill came about, which no venue reports. */
export type FillCircumstances = {
	readonly cause: FillCause;
	/** Twice the mid at that moment. */
	readonly midHalfUnits: number | undefined;
};

/** Hears of settled moments, in exchange time: what measures execution quality. */
export type ExecutionObserver = {
	/** `own` tells on which sides an own order stood at the best price until this moment. */
	onTouch(atMs: UnixMs, midHalfUnits: number | undefined, own: Readonly<Record<Side, boolean>>): void;
	/** Ahead of the report, which is one answer's way longer under way. */
	onFill(fill: OrderFill, circumstances: FillCircumstances): void;
	onTrade(trade: Trade): void;
};

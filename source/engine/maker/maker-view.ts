/** What the market maker shows of itself. Plain data: it crosses threads. */

import type {BreakEven} from './measures/break-even.js';
import type {CalibrationView} from './pricing/calibration.js';
import type {ExecutionView} from './measures/execution-stats.js';
import type {HoldingView} from './measures/holding-time.js';
import type {FillModel} from './settings/names.js';
import type {MarkoutView} from './measures/markouts.js';
import type {RiskView} from './risk/risk-manager.js';
import type {SignalView} from './measures/signal-quality.js';
import type {MakerParameters} from './settings/parameters.js';
import type {Quoting, WorkingOrder} from './types/quotes.js';
import type {Account} from './types/fill.js';

export type Execution = ExecutionView & {readonly holding: HoldingView};

export type MakerView = {
	readonly quoting: Quoting;
	/** Undefined until defaults could be chosen from a first price. */
	readonly parameters: MakerParameters | undefined;
	readonly orders: readonly WorkingOrder[];
	readonly account: Account;
	/** The rule that decides paper fills, by name. */
	readonly fillModel: FillModel | 'none';
	/** From sending an order until the paper exchange acts; undefined without a market maker. */
	readonly orderLatencyMs: number | undefined;
	/** The exchange's clock is measured; until then orders count as a second slower. */
	readonly clockMeasured: boolean;
	/** Undefined without a market maker. */
	readonly risk: RiskView | undefined;
	/** What is held is being closed by taking. */
	readonly flattening: boolean;
	readonly markouts: MarkoutView | undefined;
	/** Can the quotes live; undefined until there are parameters. */
	readonly breakEven: BreakEven | undefined;
	readonly execution: Execution | undefined;
	/** What the weighted mid is worth here. */
	readonly signal: SignalView | undefined;
	readonly calibration: CalibrationView | undefined;
};

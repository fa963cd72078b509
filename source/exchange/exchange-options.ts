/** Options of the built-in exchange. Plain data, so that it can be posted to a worker thread. */

import type {Fault} from './faults/fault.js';
import type {SessionLimits} from './protocol/client-session.js';

export type ExchangeOptions = {
	/** At least one; upper or lower case. */
	readonly symbols: readonly string[];
	/** Port on loopback; 0 lets the system choose. */
	readonly port: number;
	readonly seed: number;
	/** Speed of the simulated traders as a multiple of real time. */
	readonly speed: number;
	/** Decimal text; unset, the symbol's own tick. */
	readonly tickSize?: string | undefined;
	readonly faults: readonly Fault[];
	/** Orders per side that rest far from the touch; unset, as many as fill the deepest copy of the book. */
	readonly farOrders?: number | undefined;
	/** Replaces some of the venue's session limits, so that a test need not wait for a day. */
	readonly limits?: Partial<SessionLimits> | undefined;
};

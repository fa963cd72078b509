/** What an exchange is started with. Plain data: it crosses threads. */

import type {Fault} from './faults/fault.js';
import type {SessionLimits} from './protocol/client-session.js';

export type ExchangeOptions = {
	/** In any case; at least one. */
	readonly symbols: readonly string[];
	/** On loopback; 0 lets the system choose. */
	readonly port: number;
	readonly seed: number;
	/** How many times faster than real people the traders are. */
	readonly speed: number;
	/** Decimal text; by the symbol where absent. */
	readonly tickSize?: string | undefined;
	readonly faults: readonly Fault[];
	/** How many orders wait far from the touch, on a side; as many as a deep book needs where absent. */
	readonly farOrders?: number | undefined;
	/** Replaces some of the venue's house rules, so that a test need not wait for a day. */
	readonly limits?: Partial<SessionLimits> | undefined;
};

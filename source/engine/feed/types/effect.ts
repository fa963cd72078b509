/** What the engine wants done. The shell carries it out and answers with inputs of the same id or generation. */

import type {UnixMs} from '../../../domain/units.js';
import type {RestCall} from './rest-call.js';

export type Effect =
	| {readonly kind: 'connect'; readonly generation: number}
	/** End it at once; nothing of this generation is wanted any more. */
	| {readonly kind: 'disconnect'; readonly generation: number}
	| {readonly kind: 'request'; readonly requestId: number; readonly call: RestCall}
	/** The venue wants no REST request before then: to be kept for the next start too. */
	| {readonly kind: 'remember-hold'; readonly untilMs: UnixMs};

/** Everything that can happen to an engine. The moment comes beside it; the engine never asks for the time. */

import type {FeedEvent} from '../domain/feed-event.js';
import type {Command, CommandSource} from './command.js';
import type {SharedBudget} from './feed/rest/rest-queue.js';
import type {RestReply} from './feed/types/rest-call.js';

export type EngineInput =
	/** Time passes: at least every 100 ms while the engine runs. */
	| {readonly kind: 'tick'}
	| {readonly kind: 'opened'; readonly generation: number}
	| {
			readonly kind: 'lost';
			readonly generation: number;
			/** WebSocket close code; 1006 where there was none. */
			readonly code: number;
			/** Already cleaned for a terminal. */
			readonly detail: string;
	  }
	| {readonly kind: 'event'; readonly generation: number; readonly event: FeedEvent}
	| ({readonly kind: 'reply'} & RestReply)
	/** Other engines that ask at the same address have changed what is left of it. */
	| ({readonly kind: 'shared-budget'} & SharedBudget)
	/** With a source it is answered. */
	| {readonly kind: 'command'; readonly command: Command; readonly source?: CommandSource};

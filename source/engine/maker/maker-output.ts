/** What the market maker's desk says, and what it can be told of the book. */

import type {EngineOutput} from '../outputs.js';
import type {PullReason} from './maker-view.js';

/** What the desk has to say, in order. */
export type DeskOutput = Extract<EngineOutput, {kind: 'quote' | 'fill' | 'account' | 'risk' | 'journal'}>;

/** Why there can be no quotes at all, told by whoever knows the book. */
export type Obstacle = Extract<PullReason, 'book-not-trusted' | 'one-sided-book' | 'no-instrument'>;

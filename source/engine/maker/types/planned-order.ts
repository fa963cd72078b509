import type {WorkingOrder} from './quotes.js';

/** A working order as the router plans with it; `busy`: an answer to the last message is still under way. */
export type PlannedOrder = WorkingOrder & {readonly busy: boolean};

/** Ids of everything that a key or a command does, by what it acts on. An id is also the command's name. */

import {LIMIT_NAMES, type LimitName} from '../../../domain/limit-table.js';

/** Each sets the order size at its place in the list. */
export const SIZE_ACTIONS = ['size-1', 'size-2', 'size-3', 'size-4', 'size-5'] as const;

/** Each changes the limit with its name. */
export const LIMIT_ACTIONS = LIMIT_NAMES;

/** Actions on quotes and feed; these reach the engine. */
export const QUOTE_ACTIONS = [
	'skew',
	'spread',
	'size',
	...SIZE_ACTIONS,
	'skew-down',
	'skew-up',
	'skew-down-five',
	'skew-up-five',
	'skew-flat',
	'tighten',
	'widen',
	'resync',
	'pull',
	'resume',
	'kill',
	'flatten',
	'rearm',
	'reduce-only',
	'model',
	'fair-value',
] as const;

/** Actions on the panels. */
export const PANEL_ACTIONS = [
	'recentre',
	'group',
	'group-up',
	'group-down',
	'focus',
	'focus-back',
	'zoom',
	'levels',
	'hold-tape',
	'cursor-up',
	'cursor-down',
	'scroll-up',
	'scroll-down',
	'page-up',
	'page-down',
] as const;

/** Actions on what ladder and tape count and hide. */
export const MARKET_ACTIONS = ['cumulative', 'reset-columns', 'anchor', 'pin-bars', 'best-bid', 'best-ask', 'tape-filter'] as const;

/** Actions on the screen itself. */
const SCREEN_ACTIONS = [
	'quit',
	'abort',
	'redraw',
	'suspend',
	'help',
	'log',
	'events',
	'charts',
	'market',
	'depth',
	'close',
	'command',
	'status',
	'search',
	'next-match',
	'previous-match',
	'newest',
	'oldest',
	'copy',
	'freeze',
	'stats',
	'theme',
	'ascii',
	'mouse',
] as const;

export type LimitAction = LimitName;
export type QuoteAction = (typeof QUOTE_ACTIONS)[number];
export type PanelAction = (typeof PANEL_ACTIONS)[number];
export type MarketAction = (typeof MARKET_ACTIONS)[number];
export type ScreenAction = (typeof SCREEN_ACTIONS)[number];
export type ActionId = LimitAction | QuoteAction | PanelAction | MarketAction | ScreenAction;

export const isOf = <Kind extends ActionId>(kind: readonly Kind[], id: ActionId): id is Kind => kind.some((one) => one === id);

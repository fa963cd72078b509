/** The words that commands and options accept. */

import type {FairValueKind, QuotingModel} from '../../../engine/maker/settings/names.js';
import {FOCUS_ORDER} from './focus.js';
import {ANCHORS} from './market-settings.js';

/** The colours are in screen/render/theme.ts. */
export const THEMES = ['dark', 'light', 'mono', 'cvd', 'red-up', 'light-cvd', 'light-red-up'] as const;
export type Theme = (typeof THEMES)[number];

/** Filters of the event list: all, or the events with one label. */
export const EVENT_FILTERS = ['all', 'fill', 'risk', 'quote', 'key', 'sync', 'conn', 'trade', 'rest'] as const;
export type EventFilter = (typeof EVENT_FILTERS)[number];

export const ON_OFF = ['on', 'off'] as const;

export const ANCHOR_NAMES = ANCHORS;

export const FOCUS_NAMES = FOCUS_ORDER;

export const MODEL_NAMES = ['linear', 'as-rolling', 'as-infinite', 'glft'] as const satisfies readonly QuotingModel[];

export const FAIR_VALUE_NAMES = ['mid', 'weighted', 'micro'] as const satisfies readonly FairValueKind[];

/** The typed word; undefined if it is not in the list. */
export const wordOf = <Word extends string>(words: readonly Word[], text: string | undefined): Word | undefined =>
	words.find((word) => word === text);

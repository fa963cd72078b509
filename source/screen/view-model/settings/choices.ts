/** The words that commands and options accept. */

import {FAIR_VALUES, QUOTING_MODELS} from '../../../engine/maker/settings/names.js';
import {FOCUS_ORDER} from './focus.js';
import {ANCHORS} from './display-settings.js';

/** The colours are in screen/render/theme.ts. */
export const THEMES = ['dark', 'light', 'mono', 'cvd', 'red-up', 'light-cvd', 'light-red-up'] as const;
export type Theme = (typeof THEMES)[number];

/** Filters of the event list: all, or the events with one label. */
export const EVENT_FILTERS = ['all', 'fill', 'risk', 'quote', 'key', 'sync', 'conn', 'trade', 'rest'] as const;
export type EventFilter = (typeof EVENT_FILTERS)[number];

export const ON_OFF = ['on', 'off'] as const;

export const ANCHOR_NAMES = ANCHORS;

export const FOCUS_NAMES = FOCUS_ORDER;

export const MODEL_NAMES = QUOTING_MODELS;

export const FAIR_VALUE_NAMES = FAIR_VALUES;

/** The typed word; undefined if it is not in the list. */
export const wordOf = <Word extends string>(words: readonly Word[], text: string | undefined): Word | undefined =>
	words.find((word) => word === text);

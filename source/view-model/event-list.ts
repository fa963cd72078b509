/** The events as a list with a cursor: which of them are in view, and which match what is searched for. */

import type {JournalEntry} from '../engine/outputs.js';
import {clockText} from './format.js';
import type {MonitorState} from './monitor-state.js';

export const KIND_WORDS: Readonly<Record<JournalEntry['kind'], string>> = {
	sync: 'SYNC',
	connection: 'CONN',
	trades: 'TRADE',
	fill: 'FILL',
	quotes: 'QUOTE',
	rest: 'REST',
	command: 'KEY',
	risk: 'RISK',
};

/** The event as a line of plain text. */
export const eventText = ({atMs, kind, text}: JournalEntry): string => `${clockText(atMs)} ${KIND_WORDS[kind]} ${text}`;

export type ListedEvent = {readonly entry: JournalEntry; readonly chosen: boolean; readonly matches: boolean};

export type EventWindow = {readonly listed: readonly ListedEvent[]; readonly newer: number};

/** From the newest: 0 is the newest. A number whose event is forgotten counts as the oldest. */
const placeOf = ({events, eventsSeen}: MonitorState, number: number): number =>
	Math.max(0, Math.min(events.length - 1, eventsSeen - 1 - number));

const entryAt = ({events}: MonitorState, place: number): JournalEntry | undefined => events[events.length - 1 - place];

/** The part of the list with the cursor in its middle, newest first. */
export const eventWindow = (state: MonitorState, rows: number): EventWindow => {
	const {events, chosenEvent} = state;
	const place = chosenEvent === undefined ? undefined : placeOf(state, chosenEvent);
	const from = Math.max(0, Math.min((place ?? 0) - Math.floor(rows / 2), events.length - rows));
	const listed = Array.from({length: Math.max(0, Math.min(rows, events.length))}, (_, index) => {
		const entry = entryAt(state, from + index);
		return entry === undefined ? [] : [{entry, chosen: from + index === place, matches: isMatch(entry, state.search)}];
	});
	return {listed: listed.flat(), newer: from};
};

/** Moves the cursor by so many events towards the older ones; above the newest it is gone. */
export const moveChosen = (state: MonitorState, by: number): MonitorState => {
	if (state.events.length === 0) return state;
	const place = state.chosenEvent === undefined ? (by > 0 ? by - 1 : -1) : placeOf(state, state.chosenEvent) + by;
	return choosePlace(state, place);
};

export const choosePlace = (state: MonitorState, place: number): MonitorState => {
	const last = state.events.length - 1;
	return {...state, chosenEvent: place < 0 || last < 0 ? undefined : state.eventsSeen - 1 - Math.min(last, place)};
};

export const chosenEntry = (state: MonitorState): JournalEntry | undefined =>
	entryAt(state, state.chosenEvent === undefined ? 0 : placeOf(state, state.chosenEvent));

const isMatch = (entry: JournalEntry, search: string): boolean =>
	search !== '' && eventText(entry).toLowerCase().includes(search.toLowerCase());

/** Places of what matches, newest first. */
const matchingPlaces = (state: MonitorState): readonly number[] =>
	state.events.flatMap((entry, index) => (isMatch(entry, state.search) ? [state.events.length - 1 - index] : [])).toReversed();

export const matchCount = (state: MonitorState): number => matchingPlaces(state).length;

export type Found = {readonly state: MonitorState; readonly place: number; readonly count: number};

/** To the next match, older or newer, round the end; `nearest` begins at the newest. Undefined: nothing matches. */
export const findEvent = (state: MonitorState, way: 'nearest' | 'older' | 'newer'): Found | undefined => {
	const places = matchingPlaces(state);
	const [first] = places;
	if (first === undefined) return undefined;
	const at = state.chosenEvent === undefined ? -1 : placeOf(state, state.chosenEvent);
	const place = way === 'nearest' ? first : way === 'older' ? (places.find((other) => other > at) ?? first) : (places.findLast((other) => other < at) ?? places.at(-1) ?? first);
	return {state: choosePlace(state, place), place: places.indexOf(place) + 1, count: places.length};
};

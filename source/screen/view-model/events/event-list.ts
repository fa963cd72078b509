/** The event list with its cursor: the rows in view and the search matches. */

import type {JournalEntry} from '../../../domain/journal-entry.js';
import {clockText} from '../cells/format.js';
import type {MonitorState} from '../state/monitor-state.js';

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

/** An event as plain text. */
export const eventText = ({atMs, kind, text}: JournalEntry): string => `${clockText(atMs)} ${KIND_WORDS[kind]} ${text}`;

export type ListedEvent = {readonly entry: JournalEntry; readonly chosen: boolean; readonly matches: boolean};

export type EventWindow = {readonly listed: readonly ListedEvent[]; readonly newer: number};

type Numbered = {readonly entry: JournalEntry; readonly number: number};

/** Events that pass the filter, newest first, with their numbers. */
const listedEvents = ({memory: {events, eventsSeen}, eventFilter}: MonitorState): readonly Numbered[] => {
	const oldest = eventsSeen - events.length;
	const numbered = events.map((entry, index): Numbered => ({entry, number: oldest + index})).toReversed();
	return eventFilter === 'all' ? numbered : numbered.filter(({entry}) => KIND_WORDS[entry.kind].toLowerCase() === eventFilter);
};

/** Index from the newest (0). A number that is not listed counts as the next older one, or the oldest. */
const placeOf = (listed: readonly Numbered[], wanted: number): number => {
	const place = listed.findIndex(({number}) => number <= wanted);
	return place < 0 ? Math.max(0, listed.length - 1) : place;
};

/** Number of listed events. */
export const listedCount = (state: MonitorState): number => listedEvents(state).length;

/** The rows around the cursor, newest first. */
export const eventWindow = (state: MonitorState, rows: number): EventWindow => {
	const {chosenEvent} = state;
	const all = listedEvents(state);
	const place = chosenEvent === undefined ? undefined : placeOf(all, chosenEvent);
	const from = Math.max(0, Math.min((place ?? 0) - Math.floor(rows / 2), all.length - rows));
	const listed = all
		.slice(from, from + Math.max(0, rows))
		.map(({entry}, index) => ({entry, chosen: from + index === place, matches: isMatch(entry, state.search)}));
	return {listed, newer: from};
};

/** Moves the cursor towards older events; above the newest there is no cursor. */
export const moveChosen = (state: MonitorState, by: number): MonitorState => {
	if (state.memory.events.length === 0) return state;
	const place = state.chosenEvent === undefined ? (by > 0 ? by - 1 : -1) : placeOf(listedEvents(state), state.chosenEvent) + by;
	return choosePlace(state, place);
};

export const choosePlace = (state: MonitorState, place: number): MonitorState => {
	const listed = listedEvents(state);
	return {...state, chosenEvent: place < 0 ? undefined : listed[Math.min(listed.length - 1, place)]?.number};
};

export const chosenEntry = (state: MonitorState): JournalEntry | undefined => {
	const listed = listedEvents(state);
	return listed[state.chosenEvent === undefined ? 0 : placeOf(listed, state.chosenEvent)]?.entry;
};

const isMatch = (entry: JournalEntry, search: string): boolean =>
	search !== '' && eventText(entry).toLowerCase().includes(search.toLowerCase());

/** Indexes of the matches, newest first. */
const matchingPlaces = (state: MonitorState): readonly number[] =>
	listedEvents(state).flatMap(({entry}, place) => (isMatch(entry, state.search) ? [place] : []));

export const matchCount = (state: MonitorState): number => matchingPlaces(state).length;

export type Found = {readonly state: MonitorState; readonly place: number; readonly count: number};

/** The next match, older or newer, wrapping around; `nearest` starts at the newest. Undefined: no match. */
export const findEvent = (state: MonitorState, way: 'nearest' | 'older' | 'newer'): Found | undefined => {
	const places = matchingPlaces(state);
	const [first] = places;
	if (first === undefined) return undefined;
	const at = state.chosenEvent === undefined ? -1 : placeOf(listedEvents(state), state.chosenEvent);
	const place =
		way === 'nearest'
			? first
			: way === 'older'
				? (places.find((other) => other > at) ?? first)
				: (places.findLast((other) => other < at) ?? places.at(-1) ?? first);
	return {state: choosePlace(state, place), place: places.indexOf(place) + 1, count: places.length};
};

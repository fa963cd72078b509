/** The venues by the name that `--venue` accepts. */

import {binance} from './binance/index.js';
import type {Venue} from './venue.js';

const VENUES: ReadonlyMap<string, Venue> = new Map([[binance.name, binance]]);

export const VENUE_NAMES: readonly string[] = [...VENUES.keys()];

/** @throws {RangeError} naming the known venues. */
export const venueNamed = (name: string): Venue => {
	const venue = VENUES.get(name);
	if (venue === undefined) throw new RangeError(`no venue "${name}"; there is ${VENUE_NAMES.join(', ')}`);
	return venue;
};

/** The venues by their name. */

import {binance} from './binance/index.js';
import {VENUE_NAMES, type VenueName} from './names.js';
import type {Venue} from './venue.js';

const VENUES: Readonly<Record<VenueName, Venue>> = {binance};

/** @throws {RangeError} naming the known venues. */
export const venueNamed = (name: string): Venue => {
	const known = VENUE_NAMES.find((venue) => venue === name);
	if (known === undefined) throw new RangeError(`no venue "${name}"; there is ${VENUE_NAMES.join(', ')}`);
	return VENUES[known];
};

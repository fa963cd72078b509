/** Colours from the configuration file, by role. */

import {COLOUR_NAMES, OWN_COLOUR_ROLES, parseColour, sameDepth, type OwnColours} from '../screen/view-model/settings/own-colours.js';
import type {WrittenColour} from './raw-value.js';
import {OptionError} from './option-error.js';
import {nearest} from '../domain/text/suggest.js';
import {bad} from './value-readers.js';

/** @throws {OptionError} naming the line, the fault and the accepted values. */
export const readColors = (written: readonly WrittenColour[]): OwnColours => {
	const colours: OwnColours = Object.fromEntries(written.map((one) => [roleOf(one), colourOf(one)]));
	rejectOneSide(written, colours);
	return colours;
};

const roleOf = ({role, origin}: WrittenColour): string => {
	if (OWN_COLOUR_ROLES.some((known) => known === role)) return role;
	throw new OptionError(origin, `is nothing that has a colour; did you mean ${nearest(role, OWN_COLOUR_ROLES) ?? ''}?`);
};

const colourOf = ({text, origin}: WrittenColour) => {
	const colour = parseColour(text);
	if (colour !== undefined) return colour;
	const name = nearest(text, COLOUR_NAMES) ?? '';
	throw new OptionError(origin, bad(text, `is not a colour such as "#2ebd85", ${name} or 36 (0 to 255)`).problem);
};

/** Bid and ask must be set together: with one of them alone, both could look alike in some theme. */
const rejectOneSide = (written: readonly WrittenColour[], {bid, ask}: OwnColours): void => {
	const last = written.findLast(({role}) => role === 'bid' || role === 'ask');
	if (last === undefined) return;
	const other = last.role === 'bid' ? 'ask' : 'bid';
	if (bid === undefined || ask === undefined) {
		throw new OptionError(last.origin, `needs a colour for ${other} beside it: the two must differ in every theme`);
	}
	const depth = sameDepth(bid, ask);
	if (depth === undefined) return;
	throw new OptionError(
		last.origin,
		`is the same colour as ${other}${depth === 'truecolor' ? '' : ` where a terminal has ${depth} colours`}; the sides of the book must differ`,
	);
};

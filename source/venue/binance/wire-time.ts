/** Times on the wire: milliseconds, or microseconds if the connection asked for them. */

import {unixMs, type UnixMs} from '../../domain/units.js';
import {readInteger} from '../json.js';

/** Times from here on are microseconds; as milliseconds it would be the year 5138. */
const MICROSECONDS_FROM = 1e14;

/** Unix milliseconds or microseconds, told apart by their size. */
export const wireTime = (time: number): UnixMs => unixMs(time >= MICROSECONDS_FROM ? time / 1000 : time);

export const readTime = (value: unknown): UnixMs | undefined => {
	const time = readInteger(value);
	return time === undefined || time <= 0 ? undefined : wireTime(time);
};

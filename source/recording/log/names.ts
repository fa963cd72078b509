/** Where things stand in a recording's folder. */

export const MANIFEST_FILE = 'recording.json';
export const LOCK_FILE = 'lock';
export const LOG_FOLDER = 'log';
const SEGMENT_SUFFIX = '.ndjson.zst';
/** Behind the name of a segment that is still written. */
export const OPEN_SUFFIX = '.part';

/** Of one engine. `venue` and `symbol` in the venue's own spelling. */
export type LogName = {readonly venue: string; readonly symbol: string};

/** Relative to the recording's folder. No name leaves it. */
export const logFolder = ({venue, symbol}: LogName): string => `${LOG_FOLDER}/venue=${encodeName(venue)}/symbol=${encodeName(symbol)}`;

/** `BTC%2FUSD`; points too, so that `..` is a name like any other. */
const encodeName = (text: string): string =>
	encodeURIComponent(text).replaceAll(/[.!'()*~]/gu, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

const FOLDER = /^venue=(?<venue>[^/]+)\/symbol=(?<symbol>[^/]+)$/u;

/** @param path relative to the folder of logs. Undefined for a folder that is no log's. */
export const logNameOf = (path: string): LogName | undefined => {
	const {venue, symbol} = FOLDER.exec(path)?.groups ?? {};
	if (venue === undefined || symbol === undefined) return undefined;
	try {
		return {venue: decodeURIComponent(venue), symbol: decodeURIComponent(symbol)};
	} catch {
		return undefined;
	}
};

const DIGITS = 6;
const SEGMENT = /^(?<number>\d{6,12})\.ndjson\.zst(?<open>\.part)?$/u;

export const segmentFile = (number: number): string => `${String(number).padStart(DIGITS, '0')}${SEGMENT_SUFFIX}`;

/** @param file without its folder. */
export const segmentNumber = (file: string): {readonly number: number; readonly isOpen: boolean} | undefined => {
	const groups = SEGMENT.exec(file)?.groups;
	return groups === undefined ? undefined : {number: Number(groups['number']), isOpen: groups['open'] !== undefined};
};

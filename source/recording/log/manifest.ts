/** `recording.json`: what a recording is, for people and for programs that read it without ours. */

import type {LogName} from './names.js';

const FORMAT = 'mm-tui/recording/1';

/** A closed segment. */
export type SegmentEntry = LogName & {
	/** Relative to the recording's folder. */
	readonly file: string;
	readonly bytes: number;
	/** Hexadecimal. */
	readonly sha256: string;
	/** Numbers of its first and last line. */
	readonly firstN: number;
	readonly lastN: number;
	readonly fromMs: number;
	readonly toMs: number;
};

/** An engine's part of a recording. */
export type LogEntry = LogName & {
	/** As the venue described it; absent until it is known. */
	readonly instrument?: object;
	/** What the engine was told to do, without anything secret. */
	readonly configuration: object;
};

export type Manifest = {
	readonly id: string;
	readonly program: string;
	readonly node: string;
	readonly createdMs: number;
	/** Whether it is the built-in exchange that was recorded. */
	readonly demo: boolean;
	readonly logs: readonly LogEntry[];
	readonly segments: readonly SegmentEntry[];
};

export const manifestText = ({id, program, node, createdMs, demo, logs, segments}: Manifest): string =>
	`${JSON.stringify(
		{
			format: FORMAT,
			id,
			program,
			node,
			created_ms: createdMs,
			demo,
			instruments: logs.map(({venue, symbol, instrument = null, configuration}) => ({venue, symbol, instrument, configuration})),
			segments: segments.map((entry) => ({
				file: entry.file,
				venue: entry.venue,
				symbol: entry.symbol,
				bytes: entry.bytes,
				sha256: entry.sha256,
				first_n: entry.firstN,
				last_n: entry.lastN,
				from_ts_ms: entry.fromMs,
				to_ts_ms: entry.toMs,
			})),
		},
		(_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
		'\t',
	)}\n`;

type Members = Readonly<Record<string, unknown>>;

/** @returns a sentence where it cannot be read. */
export const readManifest = (text: string): Manifest | string => {
	const members = objectOf(parsed(text));
	if (members === undefined) return 'it is no JSON object';
	if (members['format'] !== FORMAT) return `its format is ${JSON.stringify(members['format'])}, not "${FORMAT}"`;
	const segments = listOf(members['segments']).map(segmentOf);
	const broken = segments.indexOf(undefined);
	if (broken !== -1) return `segment ${broken + 1} in it is not understood`;
	return {
		id: String(members['id']),
		program: String(members['program']),
		node: String(members['node']),
		createdMs: Number(members['created_ms']),
		demo: members['demo'] === true,
		logs: listOf(members['instruments']).flatMap(logOf),
		segments: segments.filter((entry) => entry !== undefined),
	};
};

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

const objectOf = (value: unknown): Members | undefined =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : undefined;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const logOf = (value: unknown): LogEntry[] => {
	const {venue, symbol, instrument, configuration} = objectOf(value) ?? {};
	if (typeof venue !== 'string' || typeof symbol !== 'string') return [];
	const known = objectOf(instrument);
	return [{venue, symbol, configuration: objectOf(configuration) ?? {}, ...(known === undefined ? {} : {instrument: known})}];
};

const segmentOf = (value: unknown): SegmentEntry | undefined => {
	const members = objectOf(value) ?? {};
	const {file, venue, symbol, sha256} = members;
	if (typeof file !== 'string' || typeof venue !== 'string' || typeof symbol !== 'string' || typeof sha256 !== 'string') return undefined;
	const numbers = NUMBERS.map((name) => members[name]);
	if (!numbers.every((number): number is number => typeof number === 'number')) return undefined;
	const [bytes = 0, firstN = 0, lastN = 0, fromMs = 0, toMs = 0] = numbers;
	return {file, venue, symbol, sha256, bytes, firstN, lastN, fromMs, toMs};
};

const NUMBERS = ['bytes', 'first_n', 'last_n', 'from_ts_ms', 'to_ts_ms'];

/** The faults that the exchange can inject, and the text form `gap@20s,disconnect@40s/2m,stall@60s+8s`. */

type FaultTrait = {
	readonly meaning: string;
	/** Usual duration; `undefined` for a fault that happens once. */
	readonly lastsMs?: number;
};

const FAULT_TRAITS = {
	gap: {meaning: 'one depth event is lost'},
	duplicate: {meaning: 'one depth event is sent twice'},
	overlap: {meaning: 'one depth event overlaps the one before'},
	reorder: {meaning: 'two depth events are swapped'},
	'bad-event': {meaning: 'one depth event has text in place of a number'},
	garbage: {meaning: 'one message is not JSON'},
	crossed: {meaning: 'one depth event crosses the book'},
	'unknown-event': {meaning: 'one event of an unknown kind'},
	'trade-gap': {meaning: 'three trades are lost'},
	'trade-duplicate': {meaning: 'one trade is sent twice'},
	'trade-conflict': {meaning: 'one trade is repeated with the same id and another price'},
	'tick-change': {meaning: 'the tick becomes ten times coarser; resting orders keep their prices'},
	'id-reset': {meaning: 'update ids restart at 1, in streams and snapshots'},
	disconnect: {meaning: 'sockets are destroyed without a close frame (1006)'},
	close: {meaning: 'sockets are closed (1001)'},
	shutdown: {meaning: 'serverShutdown is announced, and 5 s later sockets are closed'},
	stall: {meaning: 'depth and trades stop and are lost; pings go on', lastsMs: 8000},
	'stall-depth': {meaning: 'depth stops and is lost; trades and pings go on', lastsMs: 8000},
	mute: {meaning: 'open sockets become half-open: nothing is sent, nothing is read', lastsMs: 90_000},
	halt: {meaning: 'trading stops with status BREAK', lastsMs: 10_000},
	delist: {meaning: 'symbols are delisted: REST answers -1121, trading stops', lastsMs: 20_000},
	refuse: {meaning: 'new sockets are refused with 503', lastsMs: 10_000},
	'stale-snapshot': {meaning: 'REST serves one old copy of the book', lastsMs: 10_000},
	'stale-rest': {meaning: 'REST serves copies of the book that are up to 2 s old', lastsMs: 10_000},
	'slow-rest': {meaning: 'REST answers after 10 s', lastsMs: 20_000},
	'rate-limit': {meaning: 'REST answers 429 with Retry-After', lastsMs: 10_000},
	ban: {meaning: 'REST answers 418 with Retry-After', lastsMs: 20_000},
	waf: {meaning: 'REST answers 403 with HTML', lastsMs: 10_000},
	'server-error': {meaning: 'REST answers 500', lastsMs: 10_000},
	truncated: {meaning: 'REST answers with truncated JSON', lastsMs: 10_000},
} as const satisfies Record<string, FaultTrait>;

export type FaultKind = keyof typeof FAULT_TRAITS;
export type FaultInfo = FaultTrait & {readonly kind: FaultKind};

const isFaultKind = (text: string): text is FaultKind => Object.hasOwn(FAULT_TRAITS, text);

/** Every kind of fault with its meaning, for help texts. */
export const FAULT_KINDS: readonly FaultInfo[] = Object.keys(FAULT_TRAITS)
	.filter(isFaultKind)
	.map((kind) => ({kind, ...FAULT_TRAITS[kind]}));

/** Times are milliseconds after the start of the exchange. */
export type Fault = {
	readonly kind: FaultKind;
	readonly atMs: number;
	/** Unset for a fault that happens once. */
	readonly durationMs?: number;
	/** Unset for a fault that does not repeat. */
	readonly everyMs?: number;
};

/** A fault list that cannot be read; the message names the part and the reason. */
export class FaultError extends Error {}

/**
 * Reads `gap@20s,stall@60s+8s,disconnect@40s/2m`: kind, start, `+` duration, `/` period of repetition. Times in
 * `ms`, `s` or `m`.
 *
 * @throws {FaultError}
 */
export const parseFaults = (text: string): readonly Fault[] =>
	text.trim() === '' ? [] : text.split(',').map((part) => parseFault(part.trim()));

/** Usual duration of this kind; `undefined` for a fault that happens once. */
export const usualDurationMs = (kind: FaultKind): number | undefined => faultInfo(kind).lastsMs;

const faultInfo = (kind: FaultKind): FaultTrait => FAULT_TRAITS[kind];

const FAULT_PATTERN = /^(?<kind>[^@]*)(?:@(?<at>[^+/]*)(?:\+(?<duration>[^/]*))?(?:\/(?<every>.*))?)?$/u;

const parseFault = (text: string): Fault => {
	const parts = FAULT_PATTERN.exec(text)?.groups ?? {};
	const kind = readKind(parts['kind'] ?? '', text);
	if (parts['at'] === undefined) throw new FaultError(`the fault "${text}" does not say when: ${kind}@20s`);
	const durationMs = readDuration(kind, parts['duration'], text);
	const everyMs = parts['every'] === undefined ? undefined : readTime(parts['every'], 'repetition', text);
	if (everyMs === 0) throw new FaultError(`the repetition of the fault "${text}" must not be zero`);
	return {
		kind,
		atMs: readTime(parts['at'], 'start', text),
		...(durationMs !== undefined && {durationMs}),
		...(everyMs !== undefined && {everyMs}),
	};
};

const readKind = (kind: string, text: string): FaultKind => {
	if (isFaultKind(kind)) return kind;
	const known = FAULT_KINDS.map((info) => info.kind).join(', ');
	throw new FaultError(`the fault "${text}" is of an unknown kind "${kind}"; known are ${known}`);
};

const readDuration = (kind: FaultKind, duration: string | undefined, text: string): number | undefined => {
	const usual = usualDurationMs(kind);
	if (duration === undefined) return usual;
	if (usual === undefined) throw new FaultError(`the fault "${text}" has a duration, but ${kind} happens once`);
	return readTime(duration, 'duration', text);
};

const UNITS_MS = new Map([
	['ms', 1],
	['s', 1000],
	['m', 60_000],
]);

const readTime = (time: string, name: string, text: string): number => {
	const parts = /^(?<amount>\d+(?:\.\d+)?)(?<unit>ms|s|m)$/u.exec(time)?.groups;
	const unitMs = UNITS_MS.get(parts?.['unit'] ?? '');
	if (parts === undefined || unitMs === undefined) {
		throw new FaultError(`the ${name} "${time}" of the fault "${text}" is not a time like 500ms, 20s or 2m`);
	}

	return Math.round(Number(parts['amount']) * unitMs);
};

/** The faults that begin in (fromMs, toMs], in order of time; a repeated one as often as it falls in. */
export const faultsBetween = (faults: readonly Fault[], fromMs: number, toMs: number): readonly Fault[] =>
	faults.flatMap((fault) => occurrences(fault, fromMs, toMs)).toSorted((a, b) => a.atMs - b.atMs);

const occurrences = (fault: Fault, fromMs: number, toMs: number): Fault[] => {
	const {atMs, everyMs} = fault;
	if (everyMs === undefined) return atMs > fromMs && atMs <= toMs ? [fault] : [];
	const found: Fault[] = [];
	const first = Math.max(0, Math.floor((fromMs - atMs) / everyMs) + 1);
	for (let at = atMs + first * everyMs; at <= toMs; at += everyMs) found.push({...fault, atMs: at});
	return found;
};

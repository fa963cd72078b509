/** Which faults befall a session, and what may be demanded of it because of them. */

import type {Random} from '../../../source/domain/prng.js';
import {AUDITED_WITHIN_MS} from './book-oracle.js';
import {CALM_FAULTS, DECEITS, HARMLESS_FAULTS, longDrift, longOutage, planFaults, type FaultName, type PlannedFault} from './faults.js';

export type Script = {
	readonly plan: readonly PlannedFault[];
	/** Nothing in it costs a book its trust. */
	readonly isHarmless: boolean;
	/** Nothing in it costs a connection. */
	readonly isCalm: boolean;
	/** When all of it and its consequences are over. */
	readonly endsAt: number;
};

export type ScriptOptions = {
	readonly seed: number;
	/** Faults begin before this. */
	readonly untilMs: number;
	/** Snapshots name fewer levels than there are. */
	readonly shallow: boolean;
	/** The market leaves a shallow book's known range only by drifting. */
	readonly slow: boolean;
	/** Instead of what the seed would draw. */
	readonly faults?: readonly PlannedFault[] | undefined;
	readonly names?: readonly FaultName[] | undefined;
};

const REST_FAULTS: ReadonlySet<FaultName> = new Set(['neighbours', 'rate-limit', 'rest-errors', 'slow-rest', 'stale-rest', 'huge-event']);
/** Every sixth session has this many times the faults. */
const STORM = 3;
/** Every so manieth session goes without a network for minutes. */
const OUTAGE_EVERY = 20;

export const writeScript = (random: Random, options: ScriptOptions): Script => {
	const {shallow} = options;
	const plan = options.faults ?? drawn(random, options);
	// A shallow book and a second connection live by snapshots: where REST fails, trust may go.
	const needsRest = shallow || plan.some(({name}) => name === 'shutdown');
	return {
		plan,
		// With a tick a hundred times as large the market leaves what a shallow book knows within a step.
		isHarmless: plan.every(
			({name}) => HARMLESS_FAULTS.includes(name) && !(needsRest && REST_FAULTS.has(name)) && !(shallow && name === 'tick-rise'),
		),
		// An event lost just before a silence looks like a dead stream, and is one.
		isCalm: plan.every(({name}) => CALM_FAULTS.includes(name) && name !== 'lost-event'),
		endsAt: Math.max(0, ...plan.map(endOf)),
	};
};

const drawn = (random: Random, {seed, untilMs, shallow, slow, names}: ScriptOptions): PlannedFault[] => {
	const drifts = shallow && slow && seed % 12 === 7 ? [longDrift(random)] : [];
	const outages = names?.includes('outage') === true || (names === undefined && seed % OUTAGE_EVERY === 9) ? [longOutage(random)] : [];
	return [...drifts, ...outages, ...planFaults(random, untilMs, names ?? namesOf(seed), seed % 6 === 5 ? STORM : 1)];
};

/** When its consequences are over: an audit has found what was wrong, the minute has passed whose weight was used up. */
export const endOf = ({name, at, lastsMs}: PlannedFault): number =>
	at + lastsMs + (DECEITS.includes(name) ? AUDITED_WITHIN_MS : name === 'neighbours' ? 60_000 : 0);

/** Of two harmless sessions one has a second connection, which lives by snapshots, and the other has trouble with REST. */
const namesOf = (seed: number): readonly FaultName[] | undefined => {
	if (seed % 12 === 1) return HARMLESS_FAULTS.filter((name) => !REST_FAULTS.has(name));
	if (seed % 12 === 7) return HARMLESS_FAULTS.filter((name) => name !== 'shutdown' && name !== 'tick-rise');
	return seed % 6 === 4 ? CALM_FAULTS : undefined;
};

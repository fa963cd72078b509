/** The faults of a session, and what it must achieve despite them. */

import type {Random} from '../../../source/domain/prng.js';
import {AUDITED_WITHIN_MS} from './book-oracle.js';
import {CALM_FAULTS, DECEITS, HARMLESS_FAULTS, longDrift, longOutage, planFaults, type FaultName, type PlannedFault} from './faults.js';

export type Script = {
	readonly plan: readonly PlannedFault[];
	/** No fault ends trust. */
	readonly isHarmless: boolean;
	/** No fault costs a connection. */
	readonly isCalm: boolean;
	/** When all faults and their consequences are over. */
	readonly endsAt: number;
};

export type ScriptOptions = {
	readonly seed: number;
	/** Faults begin before this. */
	readonly untilMs: number;
	/** Snapshots are cut to fewer levels than the book has. */
	readonly shallow: boolean;
	/** The market leaves a shallow snapshot's range only by drifting. */
	readonly slow: boolean;
	/** Replaces the faults drawn from the seed. */
	readonly faults?: readonly PlannedFault[] | undefined;
	readonly names?: readonly FaultName[] | undefined;
};

const REST_FAULTS: ReadonlySet<FaultName> = new Set(['neighbours', 'rate-limit', 'rest-errors', 'slow-rest', 'stale-rest', 'huge-event']);
/** Every sixth session has this many times the faults. */
const STORM = 3;
/** Every nth session has no network for minutes. */
const OUTAGE_EVERY = 20;

export const writeScript = (random: Random, options: ScriptOptions): Script => {
	const {shallow} = options;
	const plan = options.faults ?? drawn(random, options);
	// A shallow book and a second connection need snapshots, so trust may end when REST fails.
	const needsRest = shallow || plan.some(({name}) => name === 'shutdown');
	return {
		plan,
		// With a hundredfold tick the market leaves a shallow range in one step.
		isHarmless: plan.every(
			({name}) => HARMLESS_FAULTS.includes(name) && !(needsRest && REST_FAULTS.has(name)) && !(shallow && name === 'tick-rise'),
		),
		// An event lost just before a silence makes the stream look dead.
		isCalm: plan.every(({name}) => CALM_FAULTS.includes(name) && name !== 'lost-event'),
		endsAt: Math.max(0, ...plan.map(endOf)),
	};
};

const drawn = (random: Random, {seed, untilMs, shallow, slow, names}: ScriptOptions): PlannedFault[] => {
	const drifts = shallow && slow && seed % 12 === 7 ? [longDrift(random)] : [];
	const outages = names?.includes('outage') === true || (names === undefined && seed % OUTAGE_EVERY === 9) ? [longOutage(random)] : [];
	return [...drifts, ...outages, ...planFaults(random, untilMs, names ?? namesOf(seed), seed % 6 === 5 ? STORM : 1)];
};

/** Its consequences included: an audit found the error, and the minute with the used weight is over. */
export const endOf = ({name, at, lastsMs}: PlannedFault): number =>
	at + lastsMs + (DECEITS.includes(name) ? AUDITED_WITHIN_MS : name === 'neighbours' ? 60_000 : 0);

/** Harmless sessions alternate: one with a second connection, which needs snapshots, one with REST faults. */
const namesOf = (seed: number): readonly FaultName[] | undefined => {
	if (seed % 12 === 1) return HARMLESS_FAULTS.filter((name) => !REST_FAULTS.has(name));
	if (seed % 12 === 7) return HARMLESS_FAULTS.filter((name) => name !== 'shutdown' && name !== 'tick-rise');
	return seed % 6 === 4 ? CALM_FAULTS : undefined;
};

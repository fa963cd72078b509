/** What can go wrong in a simulated session, drawn from its seed. */

import type {Random} from '../../source/engine/prng.js';

export const FAULTS = [
	'drop',
	'duplicate',
	'overlap',
	'reorder',
	'disconnect',
	'refuse-connections',
	'stall-depth',
	'mute',
	'quiet-market',
	'bad-event',
	'crossed',
	'id-reset',
	'zombie',
	'stale-rest',
	'slow-rest',
	'rest-errors',
	'rate-limit',
	'shutdown',
	'suspend',
	'stop',
	'clock-step',
	'operator',
] as const;
export type FaultName = (typeof FAULTS)[number];

export type PlannedFault = {readonly name: FaultName; readonly at: number; readonly lastsMs: number};

/** A handful of faults over the session's first part; the rest is left for recovery. */
export const planFaults = (random: Random, untilMs: number): PlannedFault[] => {
	const count = Math.floor(random() * 7);
	return Array.from({length: count}, () => ({
		name: FAULTS[Math.floor(random() * FAULTS.length)]!,
		at: 500 + random() * (untilMs - 500),
		lastsMs: 200 + random() ** 2 * 12_000,
	}));
};

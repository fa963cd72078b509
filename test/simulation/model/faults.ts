/**
 * The faults of a simulated session, drawn from its seed. Letters are the groups of the fault table in
 * test/README.md.
 */

import type {Random} from '../../../source/domain/prng.js';

/** Fault → the table's ids that it covers. */
export const FAULTS = {
	disconnect: 'W07',
	close: 'W09',
	'policy-close': 'W08',
	'policy-close-second': 'W08 W11',
	outage: 'W13 W14 R08',
	skew: 'W27',
	'refuse-connections': 'W13 W14',
	'silent-handshake': 'W15',
	flap: 'W12',
	'half-open': 'W01',
	mute: 'W01',
	'stall-depth': 'W03',
	'dead-stream': 'W04',
	backlog: 'W27',
	lag: 'W27',
	zombie: 'W25',
	shutdown: 'W11',
	'refused-message': 'W26',
	'rate-limit': 'R01',
	ban: 'R02',
	waf: 'R04',
	'nonsense-retry-after': 'R03',
	'two-refusals': 'R01 R03',
	'rest-errors': 'R05',
	'bad-body': 'R06 R09 R16',
	'unsorted-body': 'R16',
	'one-sided-body': 'R16',
	'slow-rest': 'R14',
	'silent-rest': 'R07 R08',
	'stale-rest': 'R12',
	'frozen-rest': 'R12',
	'foreign-snapshot': 'R15',
	'mixed-snapshot': 'R15 G5',
	neighbours: 'R19',
	drop: 'Q01',
	'lost-event': 'Q01',
	duplicate: 'Q02',
	overlap: 'Q03',
	reorder: 'Q04',
	'id-reset': 'Q05',
	'restart-in-silence': 'Q05 W01',
	'fail-over': 'Q05 R14',
	'corrupt-level': 'G5',
	'id-jump': 'Q06',
	'unsafe-ids': 'Q07',
	'bad-ids': 'Q08',
	garbage: 'D01',
	'bad-event': 'D02 D04 D05 D06 D07 D08',
	'unknown-event': 'D03',
	'zero-spellings': 'D09',
	'unknown-deletes': 'D10',
	'foreign-symbol': 'D11',
	halt: 'D12',
	crossed: 'D13',
	locked: 'D13',
	'empty-side': 'D14',
	'huge-event': 'D15',
	'far-levels': 'D15 R17',
	'tick-rise': 'D16',
	'empty-event': 'D10',
	'trade-gap': 'D20',
	'trade-duplicate': 'D20',
	'trade-lost': 'D20',
	'trade-conflict': 'D20',
	'quiet-market': 'W03 G8',
	trend: 'R17',
	drift: 'R17',
	'clock-step': 'C01',
	'clock-drift': 'C02',
	'venue-clock': 'C03',
	suspend: 'C04',
	stop: 'P15',
	restart: 'P03 W12',
	stall: 'P01 P02',
	operator: 'Q12',
	'operator-quotes': 'T08',
} as const satisfies Record<string, string>;

export type FaultName = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS).filter((name): name is FaultName => Object.hasOwn(FAULTS, name));

/** Faults that do not end trust: with these alone the book must stay trusted throughout. */
export const HARMLESS_FAULTS: readonly FaultName[] = [
	'duplicate',
	'overlap',
	'unknown-event',
	'zero-spellings',
	'unknown-deletes',
	'empty-event',
	'huge-event',
	'foreign-symbol',
	'refused-message',
	'unsorted-body',
	'neighbours',
	'stale-rest',
	'slow-rest',
	'rest-errors',
	'rate-limit',
	'trade-gap',
	'trade-duplicate',
	'trade-lost',
	'trade-conflict',
	'clock-drift',
	'shutdown',
	'operator-quotes',
	'drift',
	'tick-rise',
];

/** Plausible errors of the venue, which only its own best prices or an audit can reveal. */
export const DECEITS: readonly FaultName[] = ['foreign-snapshot', 'mixed-snapshot', 'corrupt-level'];

/** During these, REST replies are late, wrong or missing. */
export const REST_TROUBLE: readonly FaultName[] = [
	'silent-rest',
	'slow-rest',
	'rest-errors',
	'bad-body',
	'rate-limit',
	'ban',
	'waf',
	'nonsense-retry-after',
	'two-refusals',
	'fail-over',
	'neighbours',
	'suspend',
	'stop',
	'outage',
];

/** Faults that do not cost a connection. */
export const CALM_FAULTS: readonly FaultName[] = [
	...HARMLESS_FAULTS.filter((name) => name !== 'shutdown'),
	'quiet-market',
	'crossed',
	'bad-event',
	'lost-event',
];

export type PlannedFault = {readonly name: FaultName; readonly at: number; readonly lastsMs: number};

/** A slow move of the market to the edge of a shallow snapshot's range. */
export const longDrift = (random: Random): PlannedFault => ({name: 'drift', at: 20_000 + random() * 300_000, lastsMs: 180_000});

/** No traffic for minutes. */
export const longOutage = (random: Random): PlannedFault => ({
	name: 'outage',
	at: 60_000 + random() * 300_000,
	lastsMs: 60_000 + random() * 540_000,
});

/** Mostly seconds; some exceed the silence limits. */
const duration = (random: Random): number => 200 + random() ** 2 * 12_000;

/** A handful of faults per 40 s; sometimes two begin at once. */
export const planFaults = (random: Random, untilMs: number, names: readonly FaultName[] = FAULT_NAMES, times = 1): PlannedFault[] => {
	const short = names.filter((name) => name !== 'outage');
	const count = Math.floor(random() * 7 * times * Math.max(untilMs / 40_000, 1) ** 0.8);
	const plan: PlannedFault[] = [];
	for (let index = 0; index < count; index += 1) {
		const before = plan.at(-1);
		const together = before !== undefined && random() < 0.25;
		plan.push({
			name: short[Math.floor(random() * short.length)]!,
			at: together ? before.at : 500 + random() * (untilMs - 500),
			lastsMs: duration(random),
		});
	}

	return plan;
};

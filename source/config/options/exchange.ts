/** Options of the built-in exchange and of the simulated sessions. */

import {readFaults} from '../fault-reader.js';
import {MAX_PATHS, MAX_PORT, MAX_SEED, MAX_SPEED} from '../limits.js';
import {positiveUpTo, readPositiveQuantity, wholeNumber} from '../value-readers.js';
import {MARKETS, SEEDED, type OptionGroup} from './option-row.js';

export const SIMULATION_OPTIONS = {
	title: 'Simulation',
	commands: ['simulate'],
	rows: [
		{
			name: 'paths',
			placeholder: 'N',
			help: 'simulated sessions per strategy',
			read: wholeNumber(2, MAX_PATHS),
			section: 'simulation',
			key: 'paths',
			fallback: 20_000,
		},
	],
} as const satisfies OptionGroup;

export const EXCHANGE_OPTIONS = {
	title: 'Built-in exchange',
	commands: MARKETS,
	rows: [
		{
			name: 'port',
			placeholder: 'N',
			defaultText: 'a free one',
			help: `port on loopback, 0 to ${MAX_PORT}`,
			read: wholeNumber(0, MAX_PORT),
			section: 'exchange',
			key: 'port',
			fallback: 0,
		},
		{
			name: 'seed',
			placeholder: 'N',
			commands: SEEDED,
			help: 'seed of the random market: the same seed gives the same market',
			read: wholeNumber(0, MAX_SEED),
			section: 'exchange',
			key: 'seed',
			fallback: 1,
		},
		{
			name: 'tick-size',
			placeholder: 'P',
			defaultText: "the symbol's",
			help: 'price tick of the market',
			read: readPositiveQuantity,
			section: 'exchange',
			key: 'tickSize',
			fallback: undefined,
		},
		{
			name: 'speed',
			placeholder: 'X',
			help: `speed of trading, or of a replay (there also max), as a multiple of real time, above 0 and at most ${MAX_SPEED}`,
			read: positiveUpTo(MAX_SPEED),
			section: 'exchange',
			key: 'speed',
			fallback: 1,
		},
		{
			name: 'fault',
			placeholder: 'LIST',
			defaultText: 'none',
			help: 'faults and their times: gap@20s,stall@60s+8s,disconnect@40s/2m',
			read: readFaults,
			section: 'exchange',
			key: 'faults',
			fallback: [],
		},
	],
} as const satisfies OptionGroup;

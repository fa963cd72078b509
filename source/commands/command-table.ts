/** The table of commands, for the parser and the help. */

import type {Config} from '../config/config.js';
import {COMMAND_NAMES, type CommandName} from '../config/option-table.js';
import {eitherOf} from '../config/options/option-row.js';
import {SCENARIOS} from '../simulation/scenarios.js';
import type {Invocation} from './invocation.js';
import type {CommandIo} from './process/command-io.js';

/** Runs a command until it ends. @returns the exit code. */
type Run = (config: Config, io: CommandIo, words: readonly string[]) => Promise<number>;

type CommandRow = {
	/** Names of the words after the command, for the help. */
	readonly positionals?: readonly string[];
	readonly help: string;
	/** Text of the command's own help. */
	readonly description: string;
	readonly examples: readonly (readonly [line: string, meaning: string])[];
} & Loading;

/** Each command is imported only when it runs, so headless ones never load the screen. */
type Loading =
	| {readonly load: () => Promise<Run>}
	/** For commands that must work when the configuration cannot be read. */
	| {readonly loadBare: () => Promise<(invocation: Invocation, io: CommandIo) => Promise<number>>};

const ROWS: Readonly<Record<CommandName, CommandRow>> = {
	screen: {
		help: 'the screen',
		description: 'Depth ladder, tape, gauges and the paper market maker in the terminal. Press ? for the keys.',
		examples: [
			['mm-tui -s ethusdt', "one market of the venue's"],
			['mm-tui --demo --fault gap@20s,stall@60s+8s', 'no network needed, and bad weather ordered'],
		],
		load: async () => (await import('./screen.js')).runScreenCommand,
	},
	feed: {
		help: 'the raw feed as NDJSON, a line for each message',
		description: 'Every message as it was received, byte for byte in "data". A slow reader slows the socket; nothing is lost.',
		examples: [['mm-tui feed -s btcusdt | jq .latency_ms', 'how old each message was']],
		load: async () => (await import('./feed.js')).runFeed,
	},
	stream: {
		help: 'what the engine knows as NDJSON',
		description:
			'Book, trades, quotes, fills, account, risk, status and stats, a line each. A status line comes at every change of state, whatever --only says. A kill by the risk layer ends it with 6.',
		examples: [
			['mm-tui stream --only book --every 1s', 'the book once a second'],
			['mm-tui stream --demo --only fill,account', 'what the paper market maker earns'],
		],
		load: async () => (await import('./stream.js')).runStream,
	},
	exchange: {
		help: 'the built-in exchange alone, on loopback',
		description:
			"A REST and WebSocket server that speaks Binance's spot protocol. Prints its two URLs as one JSON line and runs until a signal. --symbol takes several, with commas between them.",
		examples: [['mm-tui exchange --port 9443 --seed 7 --speed 5', 'the same lively market each time']],
		load: async () => (await import('./exchange.js')).runExchange,
	},
	simulate: {
		positionals: ['SCENARIO'],
		help: 'the quoting models against known answers',
		description: `Runs the program's own quoting models in the world of Avellaneda and Stoikov (2008) and prints the journal's table and the exact figures beside its own, with standard errors. SCENARIO is ${eitherOf(SCENARIOS)}. Exits 5 when a figure lies more than 4 standard errors off.`,
		examples: [['mm-tui simulate avellaneda-stoikov', 'the thirty cells of the journal']],
		load: async () => {
			const {runSimulate, readScenario} = await import('./simulate.js');
			return async ({simulation}, io, [scenario]) => runSimulate(readScenario(scenario), simulation, io);
		},
	},
	paths: {
		help: 'where the configuration, the state and the log are',
		description: 'A line for each: the configuration file that would be read, the folder for what outlives the program, and the log.',
		examples: [['mm-tui paths', 'where to look']],
		loadBare: async () => (await import('./paths.js')).runPaths,
	},
};

export type CommandEntry = CommandRow & {
	readonly name: CommandName;
	/** The command line in the help. */
	readonly usage: string;
};

export const commandNamed = (name: CommandName): CommandEntry => ({name, usage: usageOf(name), ...ROWS[name]});

const usageOf = (name: CommandName): string =>
	['mm-tui', ...(name === 'screen' ? [] : [name]), ...(ROWS[name].positionals ?? []), '[options]'].join(' ');

/** In the order of the help. */
export const COMMANDS: readonly CommandEntry[] = COMMAND_NAMES.map((name) => commandNamed(name));

/** Command words; the screen has none. */
export const COMMAND_WORDS: readonly string[] = COMMANDS.filter(({name}) => name !== 'screen').map(({name}) => name);

export const findCommand = (word: string): CommandEntry | undefined => COMMANDS.find(({name}) => name === word && name !== 'screen');

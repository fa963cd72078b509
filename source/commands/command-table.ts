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
			['mm-tui -s ethusdt', 'a market of the venue'],
			['mm-tui --demo --fault gap@20s,stall@60s+8s', 'the built-in exchange with two faults; needs no network'],
		],
		load: async () => (await import('./screen.js')).runScreenCommand,
	},
	feed: {
		help: "the venue's messages as NDJSON, one line each",
		description: 'Every message as it was received, byte for byte in "data". A slow reader slows the socket; nothing is lost.',
		examples: [['mm-tui feed -s btcusdt | jq .latency_ms', 'the age of each message']],
		load: async () => (await import('./headless/feed.js')).runFeed,
	},
	stream: {
		help: "the engine's book, quotes, fills and account as NDJSON",
		description:
			'One line per book, trade, quote, fill, account, risk, status or stats record. A status line is written at every change of state, whatever --only says. After a kill by the risk layer it exits with 6.',
		examples: [
			['mm-tui stream --only book --every 1s', 'the book once a second'],
			['mm-tui stream --demo --only fill,account', 'fills and result of the paper market maker'],
		],
		load: async () => (await import('./headless/stream.js')).runStream,
	},
	record: {
		help: 'record without a screen',
		description:
			'Writes everything the engine receives into the folder that --record names, until a signal. Replay it with "mm-tui replay". Without a market maker unless --market-maker asks for one.',
		examples: [['mm-tui record -s btcusdt --record ~/btc', 'a folder that grows by some megabytes an hour']],
		load: async () => (await import('./recording/record.js')).runRecord,
	},
	replay: {
		positionals: ['PATH'],
		help: 'a recording, lived again',
		description:
			'With --headless it writes the lines that "mm-tui stream" wrote while it recorded, byte for byte, if the stream options are the same. It connects to nothing; options about connections are accepted and ignored.',
		examples: [['mm-tui replay ~/btc --headless --only fill,account', 'what the paper market maker did']],
		load: async () => (await import('./recording/replay.js')).runReplay,
	},
	recording: {
		positionals: ['info|verify', 'PATH'],
		help: 'what a recording holds, whether it is whole',
		description:
			'"info" tells sessions, symbols, times, messages, holes and bytes. "verify" checks every digest, checksum and line number, and exits 5 with file and place if something is not as it was written.',
		examples: [
			['mm-tui recording info ~/btc --json', 'as one JSON object'],
			['mm-tui recording verify ~/btc', 'before it is archived'],
		],
		load: async () => (await import('./recording/inspect.js')).runRecording,
	},
	exchange: {
		help: 'the built-in exchange alone, on this machine',
		description:
			"A REST and WebSocket server that speaks Binance's spot protocol. Prints its two URLs as one JSON line and runs until a signal. --symbol accepts several symbols, separated by commas.",
		examples: [['mm-tui exchange --port 9443 --seed 7 --speed 5', 'the same market at every start']],
		load: async () => (await import('./exchange.js')).runExchange,
	},
	simulate: {
		positionals: ['SCENARIO'],
		help: 'the quoting models against published results',
		description: `Runs the program's own quoting models in the world of Avellaneda and Stoikov (2008) and prints the journal's table and the exact figures beside its own, with standard errors. SCENARIO is ${eitherOf(SCENARIOS)}. Exits with 5 if a figure is more than 4 standard errors off.`,
		examples: [['mm-tui simulate avellaneda-stoikov', 'the published tables beside the simulated figures']],
		load: async () => {
			const {runSimulate, readScenario} = await import('./simulate.js');
			return async ({simulation}, io, [scenario]) => runSimulate(readScenario(scenario), simulation, io);
		},
	},
	paths: {
		help: 'print where the configuration, state and log are',
		description: 'One line each: the configuration file, the folder of state files, and the log.',
		examples: [['mm-tui paths', 'the paths in use']],
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

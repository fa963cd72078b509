/** The commands there are, for the parser and the help. */

import type {CommandName} from '../config/option-table.js';

export type CommandEntry = {
	readonly name: CommandName;
	/** What is typed. */
	readonly usage: string;
	readonly help: string;
	/** Shown in the command's own help. */
	readonly description: string;
	readonly examples: readonly (readonly [line: string, meaning: string])[];
};

export const COMMANDS: readonly CommandEntry[] = [
	{
		name: 'screen',
		usage: 'mm-tui [options]',
		help: 'the screen',
		description: 'Depth ladder, tape, gauges and the paper market maker in the terminal. Press ? for the keys.',
		examples: [
			['mm-tui -s ethusdt', "one market of the venue's"],
			['mm-tui --demo --fault gap@20s,stall@60s+8s', 'no network needed, and bad weather ordered'],
		],
	},
	{
		name: 'feed',
		usage: 'mm-tui feed [options]',
		help: 'the raw feed as NDJSON, a line for each message',
		description: 'Every message as it was received, byte for byte in "data". A slow reader slows the socket; nothing is lost.',
		examples: [['mm-tui feed -s btcusdt | jq .latency_ms', 'how old each message was']],
	},
	{
		name: 'stream',
		usage: 'mm-tui stream [options]',
		help: 'what the engine knows as NDJSON',
		description:
			'Book, trades, quotes, fills, account, risk, status and stats, a line each. A status line comes at every change of state, whatever --only says. A kill by the risk layer ends it with 6.',
		examples: [
			['mm-tui stream --only book --every 1s', 'the book once a second'],
			['mm-tui stream --demo --only fill,account', 'what the paper market maker earns'],
		],
	},
	{
		name: 'exchange',
		usage: 'mm-tui exchange [options]',
		help: 'the built-in exchange alone, on loopback',
		description:
			"A REST and WebSocket server that speaks Binance's spot protocol. Prints its two URLs as one JSON line and runs until a signal. --symbol takes several, with commas between them.",
		examples: [['mm-tui exchange --port 9443 --seed 7 --speed 5', 'the same lively market each time']],
	},
	{
		name: 'simulate',
		usage: 'mm-tui simulate SCENARIO [options]',
		help: 'the quoting models against known answers',
		description:
			"Runs the program's own quoting models in the world of Avellaneda and Stoikov (2008) and prints the journal's table and the exact figures beside its own, with standard errors. SCENARIO is avellaneda-stoikov or linear. Exits 5 when a figure lies more than 4 standard errors off.",
		examples: [['mm-tui simulate avellaneda-stoikov', 'the thirty cells of the journal']],
	},
	{
		name: 'paths',
		usage: 'mm-tui paths [options]',
		help: 'where the configuration, the state and the log are',
		description: 'A line for each: the configuration file that would be read, the folder for what outlives the program, and the log.',
		examples: [['mm-tui paths', 'where to look']],
	},
];

/** The words that are commands; the screen has none. */
export const COMMAND_WORDS: readonly string[] = COMMANDS.filter(({name}) => name !== 'screen').map(({name}) => name);

export const findCommand = (word: string): CommandEntry | undefined => COMMANDS.find(({name}) => name === word && name !== 'screen');

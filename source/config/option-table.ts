/**
 * Every option there is, once. The parser, the help, the environment variables, the keys of the configuration
 * file and the README's table all come from here.
 */

import {MAX_FPS, MAX_LEVELS, MAX_PORT, MAX_SPEED} from './limits.js';

export const COMMAND_NAMES = ['screen', 'feed', 'stream', 'exchange'] as const;
/** `screen` is what runs without a command word. */
export type CommandName = (typeof COMMAND_NAMES)[number];

export const OPTION_GROUPS = ['Market', 'Market maker', 'Screen', 'Stream', 'Built-in exchange', 'General'] as const;
export type OptionGroup = (typeof OPTION_GROUPS)[number];

export type Option = {
	/** Kebab-case: the flag without its dashes, and the key in the file. */
	readonly name: string;
	readonly short?: string;
	readonly group: OptionGroup;
	/** What stands for the value in the help; absent for a switch. */
	readonly placeholder?: string;
	/** A switch that is on by itself is shown, and mostly used, as `--no-…`. */
	readonly onByDefault?: true;
	/** `--no-NAME` of an option with a value sets it to this. */
	readonly negative?: string;
	/** What the help says of the default. */
	readonly defaultText?: string;
	readonly help: string;
	readonly commands: readonly CommandName[];
	/** Only to be given as a flag: not in the environment, not in the file. */
	readonly flagOnly?: true;
	/** Not to be given in the file (it names the file). */
	readonly notInFile?: true;
};

const EVERY: readonly CommandName[] = COMMAND_NAMES;
const VIEWERS: readonly CommandName[] = ['screen', 'feed', 'stream'];
const MAKERS: readonly CommandName[] = ['screen', 'stream'];
const SCREEN: readonly CommandName[] = ['screen'];
const STREAM: readonly CommandName[] = ['stream'];

const MARKET = [
	{name: 'symbol', short: 's', placeholder: 'SYMBOL', defaultText: 'btcusdt', commands: EVERY, help: 'instrument, in any case'},
	{name: 'venue', placeholder: 'NAME', defaultText: 'binance', commands: VIEWERS, help: 'the exchange: binance'},
	{name: 'demo', commands: VIEWERS, help: 'start the built-in exchange on loopback and connect to it'},
	{name: 'rest-url', placeholder: 'URL', defaultText: "the venue's", commands: VIEWERS, help: 'other REST endpoint; plain http: to loopback only'},
	{name: 'ws-url', placeholder: 'URL', defaultText: "the venue's", commands: VIEWERS, help: 'other WebSocket endpoint; plain ws: to loopback only'},
] as const;

const MAKER = [
	{name: 'spread-offset', placeholder: 'P', defaultText: 'automatic', commands: MAKERS, help: 'half-spread, in quote currency'},
	{name: 'inventory-skew', placeholder: 'P', defaultText: 'automatic', commands: MAKERS, help: 'skew per unit of inventory, in quote currency'},
	{name: 'order-size', placeholder: 'Q', defaultText: 'automatic', commands: MAKERS, help: 'size of each quote, in base units'},
	{name: 'max-inventory', placeholder: 'Q', defaultText: 'automatic', commands: MAKERS, help: 'most to hold on either side, in base units'},
	{name: 'inventory', placeholder: 'Q', defaultText: '0', commands: MAKERS, help: 'held at the start, in base units; may be negative'},
	{name: 'average-price', placeholder: 'P', commands: MAKERS, help: 'what that inventory cost per base unit'},
	{name: 'maker-fee', placeholder: 'RATE', defaultText: '0.001', commands: MAKERS, help: 'fee of a maker fill, as a fraction'},
	{name: 'market-maker', onByDefault: true, commands: MAKERS, help: 'watch only: no paper market maker'},
] as const;

const ON_SCREEN = [
	{name: 'fps', placeholder: 'N', defaultText: '10; 5 over SSH', commands: SCREEN, help: `most frames a second, 1 to ${MAX_FPS}`},
	{name: 'color', placeholder: 'MODE', negative: 'never', defaultText: 'auto', commands: SCREEN, help: 'auto, 16, 256, truecolor or never (also --no-color)'},
	{name: 'theme', placeholder: 'NAME', defaultText: 'dark', commands: SCREEN, help: 'dark, light, mono, cvd (for colour-blind eyes) or red-up'},
	{name: 'ascii', defaultText: 'by the locale', commands: SCREEN, help: 'draw with ASCII characters only'},
	{name: 'read-only', commands: SCREEN, help: 'no key changes quotes or the feed'},
] as const;

const STREAMING = [
	{name: 'only', placeholder: 'TYPES', defaultText: 'all', commands: STREAM, help: 'with commas: book, trade, quote, fill, account, stats; status always comes'},
	{name: 'every', placeholder: 'update|DURATION', defaultText: 'update', commands: STREAM, help: 'book lines: one after every update, or one each 100ms, 1s'},
	{name: 'levels', placeholder: 'N', defaultText: '20', commands: STREAM, help: `book levels on each side, 1 to ${MAX_LEVELS}`},
] as const;

const EXCHANGE = [
	{name: 'port', placeholder: 'N', defaultText: 'a free one', commands: EVERY, help: `port on loopback, 0 to ${MAX_PORT}`},
	{name: 'seed', placeholder: 'N', defaultText: '1', commands: EVERY, help: 'start of its randomness: the same seed, the same market'},
	{name: 'tick-size', placeholder: 'P', defaultText: "the symbol's", commands: EVERY, help: 'smallest step of a price'},
	{name: 'speed', placeholder: 'X', defaultText: '1', commands: EVERY, help: `how many times faster than real people it trades, above 0 and at most ${MAX_SPEED}`},
	{name: 'fault', placeholder: 'LIST', defaultText: 'none', commands: EVERY, help: 'what goes wrong, and when: gap@20s,stall@60s+8s,disconnect@40s/2m'},
] as const;

const GENERAL = [
	{name: 'config', placeholder: 'FILE', notInFile: true, commands: EVERY, help: 'YAML file whose keys are these options; see Files'},
	{name: 'help', short: 'h', flagOnly: true, commands: EVERY, help: 'print help, also of one command, and exit'},
	{name: 'version', short: 'V', flagOnly: true, commands: EVERY, help: 'print the version and exit'},
] as const;

const inGroup = (group: OptionGroup, entries: readonly Omit<Option, 'group'>[]): readonly Option[] =>
	entries.map(entry => ({...entry, group}));

/** In the order of the help. */
export const OPTIONS: readonly Option[] = [
	...inGroup('Market', MARKET),
	...inGroup('Market maker', MAKER),
	...inGroup('Screen', ON_SCREEN),
	...inGroup('Stream', STREAMING),
	...inGroup('Built-in exchange', EXCHANGE),
	...inGroup('General', GENERAL),
];

type NamesOf<Entries extends readonly {readonly name: string}[]> = Entries[number]['name'];
export type OptionName =
	| NamesOf<typeof MARKET>
	| NamesOf<typeof MAKER>
	| NamesOf<typeof ON_SCREEN>
	| NamesOf<typeof STREAMING>
	| NamesOf<typeof EXCHANGE>
	| NamesOf<typeof GENERAL>;

export const isSwitch = (option: Option): boolean => option.placeholder === undefined;

/** `rest-url` → `MM_TUI_REST_URL`. */
export const variableName = (optionName: string): string => `MM_TUI_${optionName.toUpperCase().replaceAll('-', '_')}`;

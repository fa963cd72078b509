/**
 * Every option there is, once. The parser, the help, the environment variables, the keys of the configuration
 * file and the README's table all come from here.
 */

import {MAX_FPS, MAX_LEVELS, MAX_LEVELS_QUOTED, MAX_PORT, MAX_SPEED} from './limits.js';

export const COMMAND_NAMES = ['screen', 'feed', 'stream', 'exchange', 'simulate', 'paths'] as const;
/** `screen` is what runs without a command word. */
export type CommandName = (typeof COMMAND_NAMES)[number];

export const OPTION_GROUPS = [
	'Market',
	'Market maker',
	'Paper orders',
	'Risk',
	'Simulation',
	'Screen',
	'Stream',
	'Built-in exchange',
	'General',
] as const;
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

const ALL: readonly CommandName[] = COMMAND_NAMES;
/** Everything with a market. */
const EVERY: readonly CommandName[] = ['screen', 'feed', 'stream', 'exchange'];
const SEEDED: readonly CommandName[] = [...EVERY, 'simulate'];
const VIEWERS: readonly CommandName[] = ['screen', 'feed', 'stream'];
const MAKERS: readonly CommandName[] = ['screen', 'stream'];
const SCREEN: readonly CommandName[] = ['screen'];
const STREAM: readonly CommandName[] = ['stream'];

const MARKET = [
	{name: 'symbol', short: 's', placeholder: 'SYMBOL', defaultText: 'btcusdt', commands: EVERY, help: 'instrument, in any case'},
	{name: 'venue', placeholder: 'NAME', defaultText: 'binance', commands: VIEWERS, help: 'the exchange: binance'},
	{name: 'demo', commands: VIEWERS, help: 'start the built-in exchange on loopback and connect to it'},
	{
		name: 'rest-url',
		placeholder: 'URL',
		defaultText: "the venue's",
		commands: VIEWERS,
		help: 'other REST endpoint; plain http: to loopback only',
	},
	{
		name: 'ws-url',
		placeholder: 'URL',
		defaultText: "the venue's",
		commands: VIEWERS,
		help: 'other WebSocket endpoint; plain ws: to loopback only',
	},
] as const;

const MAKER = [
	{
		name: 'spread-offset',
		placeholder: 'P',
		defaultText: 'the maker fee + 1 bp',
		commands: MAKERS,
		help: 'half-spread, in quote currency, bp or ticks: 0.5, 2bp, 3t',
	},
	{
		name: 'inventory-skew',
		placeholder: 'P',
		defaultText: 'automatic',
		commands: MAKERS,
		help: 'skew per unit of inventory, in quote currency',
	},
	{name: 'order-size', placeholder: 'Q', defaultText: 'automatic', commands: MAKERS, help: 'size of each quote, in base units'},
	{name: 'max-inventory', placeholder: 'Q', defaultText: 'automatic', commands: MAKERS, help: 'most to hold on either side, in base units'},
	{name: 'inventory', placeholder: 'Q', defaultText: '0', commands: MAKERS, help: 'held at the start, in base units; may be negative'},
	{name: 'average-price', placeholder: 'P', commands: MAKERS, help: 'what that inventory cost per base unit'},
	{
		name: 'model',
		placeholder: 'NAME',
		defaultText: 'linear',
		commands: MAKERS,
		help: 'linear, as-rolling, as-infinite (Avellaneda-Stoikov) or glft',
	},
	{name: 'fair-value', placeholder: 'NAME', defaultText: 'mid', commands: MAKERS, help: 'mid, weighted or micro'},
	{name: 'risk-aversion', placeholder: 'X', defaultText: 'automatic', commands: MAKERS, help: 'gamma of the models, per quote currency'},
	{name: 'horizon', placeholder: 'DURATION', defaultText: '1m', commands: MAKERS, help: 'time left of as-rolling, always'},
	{name: 'volatility', placeholder: 'X', defaultText: 'measured', commands: MAKERS, help: 'sigma, quote currency per root second'},
	{name: 'arrival-rate', placeholder: 'X', defaultText: 'measured', commands: MAKERS, help: 'A, per second and side'},
	{name: 'arrival-decay', placeholder: 'X', defaultText: 'measured', commands: MAKERS, help: 'k, per quote currency'},
	{name: 'levels-quoted', placeholder: 'N', defaultText: '1', commands: MAKERS, help: `orders on each side, 1 to ${MAX_LEVELS_QUOTED}`},
	{
		name: 'level-spacing',
		placeholder: 'P',
		defaultText: 'the half-spread',
		commands: MAKERS,
		help: 'distance of the levels, as spread-offset',
	},
	{name: 'level-step', placeholder: 'Q', defaultText: '0', commands: MAKERS, help: 'how much larger each further level is'},
	{name: 'inventory-target', placeholder: 'Q', defaultText: '0', commands: MAKERS, help: 'inventory to return to; may be negative'},
	{name: 'size-skew', placeholder: 'X', defaultText: '0', commands: MAKERS, help: 'how fast the side that adds to the inventory shrinks'},
	{
		name: 'min-spread',
		placeholder: 'P',
		defaultText: 'one tick',
		commands: MAKERS,
		help: 'least distance of bid and ask, as spread-offset',
	},
	{
		name: 'refresh-tolerance',
		placeholder: 'P',
		defaultText: 'a tenth of the half-spread, a quarter of one below 1 bp',
		commands: MAKERS,
		help: 'an order this near to its price stays, as spread-offset',
	},
	{name: 'price-ceiling', placeholder: 'P', defaultText: 'none', commands: MAKERS, help: 'buy nothing at this price and above'},
	{name: 'price-floor', placeholder: 'P', defaultText: 'none', commands: MAKERS, help: 'sell nothing at this price and below'},
	{
		name: 'maker-fee',
		placeholder: 'RATE',
		defaultText: '0.001, in a demo -0.00005',
		commands: MAKERS,
		help: 'fee of a maker fill, as a fraction; negative is a rebate',
	},
	{name: 'taker-fee', placeholder: 'RATE', defaultText: '0.001', commands: MAKERS, help: 'fee of what a flatten takes, as a fraction'},
	{
		name: 'fee-asset',
		placeholder: 'NAME',
		defaultText: 'quote',
		commands: MAKERS,
		help: 'quote, received (base for buys), or another such as bnb',
	},
	{name: 'fee-asset-price', placeholder: 'P', commands: MAKERS, help: 'of one unit of that other asset, in quote currency'},
	{name: 'market-maker', onByDefault: true, commands: MAKERS, help: 'watch only: no paper market maker'},
] as const;

const PAPER = [
	{
		name: 'fill-model',
		placeholder: 'NAME',
		defaultText: 'queue-conservative',
		commands: MAKERS,
		help: 'queue-conservative, queue-prob, trade-through; touch is for diagnosis only',
	},
	{name: 'queue-power', placeholder: 'N', defaultText: '3', commands: MAKERS, help: 'exponent of queue-prob'},
	{
		name: 'order-latency',
		placeholder: 'DURATION',
		defaultText: '25ms or half the round trip',
		commands: MAKERS,
		help: 'until an order arrives, and its answer',
	},
	{name: 'cancel-latency', placeholder: 'DURATION', defaultText: 'as of orders', commands: MAKERS, help: 'until a cancel arrives'},
	{
		name: 'latency-jitter',
		placeholder: 'DURATION',
		defaultText: 'a fifth of each',
		commands: MAKERS,
		help: 'up to so much more for each message, at random',
	},
	{
		name: 'hold-back',
		placeholder: 'DURATION',
		defaultText: '250ms',
		commands: MAKERS,
		help: 'how long fills wait for trades that come late',
	},
] as const;

const RISK = [
	{
		name: 'max-loss',
		placeholder: 'P',
		defaultText: '10 % of the full inventory',
		commands: MAKERS,
		help: 'since the start: everything off',
	},
	{
		name: 'max-drawdown',
		placeholder: 'P',
		defaultText: '10 % of the full inventory',
		commands: MAKERS,
		help: 'below the peak: everything off',
	},
	{
		name: 'max-loss-rate',
		placeholder: 'P',
		defaultText: '2 % of the full inventory',
		commands: MAKERS,
		help: 'lost within a minute: quotes pulled',
	},
	{name: 'cool-down', placeholder: 'DURATION', defaultText: '5s', commands: MAKERS, help: 'how long a pull lasts at least'},
	{name: 'max-order', placeholder: 'Q', defaultText: 'none', commands: MAKERS, help: 'largest order, in base units'},
	{name: 'max-order-notional', placeholder: 'P', defaultText: 'none', commands: MAKERS, help: 'largest order, in quote currency'},
	{
		name: 'max-gross',
		placeholder: 'P',
		defaultText: '4 full inventories',
		commands: MAKERS,
		help: 'all open orders together, in quote currency',
	},
	{name: 'price-collar', placeholder: 'BP', defaultText: '200', commands: MAKERS, help: 'furthest from the slow mean of the mid'},
	{name: 'max-order-rate', placeholder: 'N', defaultText: '100', commands: MAKERS, help: 'new orders in ten seconds'},
	{
		name: 'max-one-sided',
		placeholder: 'N',
		defaultText: '20',
		commands: MAKERS,
		help: 'fills of one side within ten seconds: that side off',
	},
	{
		name: 'max-book-age',
		placeholder: 'DURATION',
		defaultText: "the feed's own",
		commands: MAKERS,
		help: 'since the last depth event: quotes pulled',
	},
	{
		name: 'max-latency',
		placeholder: 'DURATION',
		defaultText: '1s',
		commands: MAKERS,
		help: 'median age of the last 21 depth events: quotes pulled',
	},
	{name: 'max-clock-error', placeholder: 'DURATION', defaultText: '5s', commands: MAKERS, help: 'doubt about the clock: quotes pulled'},
	{name: 'max-loop-lag', placeholder: 'DURATION', defaultText: '1s', commands: MAKERS, help: 'pause of the engine: quotes pulled'},
	{name: 'max-spread', placeholder: 'BP', defaultText: '50', commands: MAKERS, help: 'and 20 times the usual one: quotes pulled'},
	{
		name: 'max-volatility',
		placeholder: 'BP',
		defaultText: '50',
		commands: MAKERS,
		help: 'per root second: wider from half of it, pulled above it',
	},
	{name: 'max-rejects', placeholder: 'N', defaultText: '5', commands: MAKERS, help: 'refused orders in a row: quotes pulled'},
	{name: 'max-slippage', placeholder: 'BP', defaultText: '50', commands: MAKERS, help: 'how far beyond the best price a flatten takes'},
	{name: 'flatten-on-kill', commands: MAKERS, help: 'a kill by a limit closes the inventory, too'},
	{name: 'clean-events', placeholder: 'N', defaultText: '0', commands: MAKERS, help: 'depth events to wait for after a resync'},
] as const;

const SIMULATION = [
	{name: 'paths', placeholder: 'N', defaultText: '20000', commands: ['simulate'], help: 'sessions to run of each strategy'},
] as const;

const ON_SCREEN = [
	{name: 'fps', placeholder: 'N', defaultText: '10; 5 over SSH', commands: SCREEN, help: `most frames a second, 1 to ${MAX_FPS}`},
	{
		name: 'color',
		placeholder: 'MODE',
		negative: 'never',
		defaultText: 'auto',
		commands: SCREEN,
		help: 'auto, 16, 256, truecolor or never (also --no-color)',
	},
	{
		name: 'theme',
		placeholder: 'NAME',
		defaultText: 'dark',
		commands: SCREEN,
		help: 'dark, light, mono, cvd (for colour-blind eyes), red-up, light-cvd or light-red-up',
	},
	{name: 'ascii', defaultText: 'by the locale', commands: SCREEN, help: 'draw with ASCII characters only'},
	{name: 'read-only', commands: SCREEN, help: 'no key and no command changes quotes'},
	{name: 'mouse', commands: SCREEN, help: 'the wheel scrolls, a click chooses; Shift selects text then'},
	{name: 'anchor', placeholder: 'NAME', defaultText: 'mid', commands: SCREEN, help: 'what the ladder centres on: mid, last or own'},
	{
		name: 'large-level',
		placeholder: 'Q',
		defaultText: 'twice what nine rows of ten have',
		commands: SCREEN,
		help: 'resting size that is marked, in base units',
	},
	{
		name: 'large-print',
		placeholder: 'Q',
		defaultText: '5 times the mean print',
		commands: SCREEN,
		help: 'taker order that is marked on the tape',
	},
	{
		name: 'huge-print',
		placeholder: 'Q',
		defaultText: '20 times the mean print',
		commands: SCREEN,
		help: 'taker order that stands in reverse',
	},
	{name: 'tape-filter', placeholder: 'Q', defaultText: 'none', commands: SCREEN, help: 'hide smaller taker orders; they still count'},
	{name: 'bar-scale', placeholder: 'Q', defaultText: 'the largest in view', commands: SCREEN, help: 'size of a full bar on the ladder'},
	{
		name: 'sizes',
		placeholder: 'LIST',
		defaultText: '1, 2, 3, 5 and 10 times the order size',
		commands: SCREEN,
		help: 'with commas: order sizes of the keys 1 to 5, in base units',
	},
	{
		name: 'change-window',
		placeholder: 'DURATION',
		defaultText: '10s',
		commands: SCREEN,
		help: 'of the stacked and pulled column, 1s to 60s',
	},
	{name: 'flash', defaultText: 'yes; no over SSH', commands: SCREEN, help: 'a size that just changed is bold for a moment'},
	{name: 'bell', commands: SCREEN, help: 'ring for a huge taker order, at most every two seconds'},
	{name: 'screen-reader', defaultText: 'as INK_SCREEN_READER says', commands: SCREEN, help: 'sentences in place of a picture'},
] as const;

const STREAMING = [
	{
		name: 'only',
		placeholder: 'TYPES',
		defaultText: 'all',
		commands: STREAM,
		help: 'with commas: book, trade, quote, fill, account, risk, stats; depth and event only when named; status always comes',
	},
	{
		name: 'every',
		placeholder: 'update|DURATION',
		defaultText: 'update',
		commands: STREAM,
		help: 'book lines: one after every update, or one each 100ms, 1s',
	},
	{name: 'levels', placeholder: 'N', defaultText: '20', commands: STREAM, help: `book levels on each side, 1 to ${MAX_LEVELS}`},
] as const;

const EXCHANGE = [
	{name: 'port', placeholder: 'N', defaultText: 'a free one', commands: EVERY, help: `port on loopback, 0 to ${MAX_PORT}`},
	{name: 'seed', placeholder: 'N', defaultText: '1', commands: SEEDED, help: 'start of its randomness: the same seed, the same market'},
	{name: 'tick-size', placeholder: 'P', defaultText: "the symbol's", commands: EVERY, help: 'smallest step of a price'},
	{
		name: 'speed',
		placeholder: 'X',
		defaultText: '1',
		commands: EVERY,
		help: `how many times faster than real people it trades, above 0 and at most ${MAX_SPEED}`,
	},
	{
		name: 'fault',
		placeholder: 'LIST',
		defaultText: 'none',
		commands: EVERY,
		help: 'what goes wrong, and when: gap@20s,stall@60s+8s,disconnect@40s/2m',
	},
] as const;

const GENERAL = [
	{name: 'config', placeholder: 'FILE', notInFile: true, commands: ALL, help: 'YAML file whose keys are these options; see Files'},
	{name: 'help', short: 'h', flagOnly: true, commands: ALL, help: 'print help, also of one command, and exit'},
	{name: 'version', short: 'V', flagOnly: true, commands: ALL, help: 'print the version and exit'},
] as const;

const inGroup = (group: OptionGroup, entries: readonly Omit<Option, 'group'>[]): readonly Option[] =>
	entries.map((entry) => ({...entry, group}));

/** In the order of the help. */
export const OPTIONS: readonly Option[] = [
	...inGroup('Market', MARKET),
	...inGroup('Market maker', MAKER),
	...inGroup('Paper orders', PAPER),
	...inGroup('Risk', RISK),
	...inGroup('Simulation', SIMULATION),
	...inGroup('Screen', ON_SCREEN),
	...inGroup('Stream', STREAMING),
	...inGroup('Built-in exchange', EXCHANGE),
	...inGroup('General', GENERAL),
];

type NamesOf<Entries extends readonly {readonly name: string}[]> = Entries[number]['name'];
export type OptionName =
	| NamesOf<typeof MARKET>
	| NamesOf<typeof MAKER>
	| NamesOf<typeof PAPER>
	| NamesOf<typeof RISK>
	| NamesOf<typeof SIMULATION>
	| NamesOf<typeof ON_SCREEN>
	| NamesOf<typeof STREAMING>
	| NamesOf<typeof EXCHANGE>
	| NamesOf<typeof GENERAL>;

export const isSwitch = (option: Option): boolean => option.placeholder === undefined;

/** `rest-url` → `MM_TUI_REST_URL`. */
export const variableName = (optionName: string): string => `MM_TUI_${optionName.toUpperCase().replaceAll('-', '_')}`;

/**
 * The single table of the operator's actions: keys, `:` commands, help, footer hints and the README's table
 * derive from it. The id is also the command's name.
 */

import {SIZE_ACTIONS, type ActionId} from './action-ids.js';
import {LIMIT_NAMES, LIMIT_TABLE, type LimitName, type LimitUnit} from '../../../domain/limit-table.js';
import {ANCHOR_NAMES, EVENT_FILTERS, FAIR_VALUE_NAMES, FOCUS_NAMES, MODEL_NAMES, ON_OFF, THEMES} from './choices.js';

/**
 * `anywhere` works on every screen, also below the least size and over help and log; `maker` only with the maker
 * panel focused.
 */
export type KeyContext = 'anywhere' | 'panels' | 'maker';

export type KeyTopic = 'quotes' | 'book' | 'ladder' | 'tape' | 'screen';

/** Kinds of values: distances, prices and sizes of the market, and the units of limits. */
export type ValueKind = 'signed-offset' | 'offset' | 'price' | 'size' | 'levels' | 'bp' | 'count' | 'duration' | 'choice';

/** The value that a command takes. */
export type ActionValue = {
	readonly kind: ValueKind;
	/** As shown in the help. */
	readonly placeholder: string;
	readonly choices: readonly string[];
	/** Whether the command requires it; otherwise without it the command does what the key does. */
	readonly needed: boolean;
};

const takes = (kind: ValueKind, placeholder: string): ActionValue => ({kind, placeholder, choices: [], needed: true});
const perhaps = (kind: 'size', placeholder: string, choices: readonly string[]): ActionValue => ({
	kind,
	placeholder: [placeholder, ...choices].join('|'),
	choices,
	needed: false,
});

const LIMIT_VALUES: Readonly<Record<LimitUnit, readonly [ValueKind, string]>> = {
	money: ['price', 'P'],
	quantity: ['size', 'Q'],
	bp: ['bp', 'BP'],
	count: ['count', 'N'],
	duration: ['duration', 'DURATION'],
};

/** The value of a limit in its unit, and `off` if the limit is optional. */
const limitValue = (name: LimitName): ActionValue => {
	const {unit, canBeOff} = LIMIT_TABLE[name];
	const [kind, placeholder] = LIMIT_VALUES[unit];
	return {...takes(kind, canBeOff ? `${placeholder}|off` : placeholder), choices: canBeOff ? ['off'] : []};
};
const LEVELS: ActionValue = {kind: 'levels', placeholder: 'N|all', choices: ['all'], needed: false};
const oneOf = (placeholder: string, choices: readonly string[], needed = false): ActionValue => ({
	kind: 'choice',
	placeholder,
	choices,
	needed,
});

export type KeyBinding = {
	readonly id: ActionId;
	/** Names of keys: a character, or `space`, `tab`, `up`, `ctrl+l` …; empty for a command without a key. */
	readonly keys: readonly string[];
	/** The keys as displayed. */
	readonly shown: string;
	/** One or two words for the footer. */
	readonly label: string;
	readonly help: string;
	readonly topic: KeyTopic;
	/** Rank in the footer; the lowest is dropped first, 0 is never shown. */
	readonly priority: number;
	readonly context: KeyContext;
	/** Refused with `--read-only`. */
	readonly changesQuotes: boolean;
	readonly value: ActionValue | undefined;
};

type Details = Partial<Pick<KeyBinding, 'priority' | 'context' | 'changesQuotes' | 'value'>> & {readonly shown?: string};

const bind = (
	topic: KeyTopic,
	id: ActionId,
	keys: readonly string[],
	[label, help]: readonly [string, string],
	{shown = keys.join(' '), priority = 0, context = 'panels', changesQuotes = topic === 'quotes', value}: Details = {},
): KeyBinding => ({id, keys, shown, label, help, topic, priority, context, changesQuotes, value});

/** In the order of footer and help. */
export const KEYMAP: readonly KeyBinding[] = [
	bind('screen', 'quit', ['q'], ['quit', 'quit the program'], {priority: 100, context: 'anywhere'}),
	bind('screen', 'help', ['?', 'f1'], ['help', 'show or hide this list'], {shown: '? F1', priority: 95, context: 'anywhere'}),
	bind('screen', 'command', [':', 'ctrl+p'], ['command', 'type a command; Tab completes it'], {
		shown: ': Ctrl+P',
		priority: 92,
		context: 'anywhere',
	}),
	bind('quotes', 'pull', ['x', 'ctrl+x'], ['pull', 'pull both quotes and stop a flatten; anywhere, Ctrl+X while typing'], {
		shown: 'x Ctrl+X',
		priority: 99,
		context: 'anywhere',
	}),
	bind('quotes', 'resume', ['u'], ['RESUME', 'quote again after a pull; anywhere'], {priority: 98, context: 'anywhere'}),
	bind('quotes', 'skew', [], ['skew', 'set the manual skew, in quote currency, bp or ticks (2bp, 3t); positive moves both quotes up'], {
		context: 'anywhere',
		value: takes('signed-offset', 'P'),
	}),
	bind('quotes', 'spread', [], ['half-spread', 'set the half-spread, in quote currency, bp or ticks; other models add it to theirs'], {
		context: 'anywhere',
		value: takes('offset', 'P'),
	}),
	bind('quotes', 'size', [], ['size', 'set the size of each quote, in base units'], {context: 'anywhere', value: takes('size', 'Q')}),
	bind('quotes', 'skew-down', ['['], ['skew down', 'move both quotes down one step'], {}),
	bind('quotes', 'skew-up', [']'], ['skew', 'move both quotes up one step'], {shown: ']', priority: 90}),
	bind('quotes', 'skew-down-five', ['{'], ['skew down 5', 'move both quotes down five steps']),
	bind('quotes', 'skew-up-five', ['}'], ['skew up 5', 'move both quotes up five steps']),
	bind('quotes', 'skew-flat', ['0'], ['flat', 'reset the manual skew to zero'], {priority: 80}),
	bind('quotes', 'tighten', ['<'], ['tighten', 'narrow the half-spread one step']),
	bind('quotes', 'widen', ['>'], ['width', 'widen the half-spread one step'], {priority: 60}),
	bind('quotes', 'kill', ['X'], ['kill', 'cancel all orders until R re-arms; anywhere'], {context: 'anywhere'}),
	bind('quotes', 'flatten', ['F'], ['flatten', 'pull the quotes, then close the inventory by taking; asks for Y; anywhere'], {
		context: 'anywhere',
	}),
	bind('quotes', 'rearm', ['R'], ['re-arm', 're-arm after a kill; asks for Y'], {context: 'anywhere', changesQuotes: false}),
	bind('quotes', 'reduce-only', ['o'], ['reduce only', 'quote only what reduces the inventory, again to end; anywhere'], {
		context: 'anywhere',
	}),
	bind('quotes', 'model', ['m'], ['model', 'next quoting model, or the one named'], {value: oneOf('NAME', MODEL_NAMES)}),
	bind('quotes', 'fair-value', ['v'], ['fair value', 'next fair value: mid, weighted, micro'], {value: oneOf('NAME', FAIR_VALUE_NAMES)}),
	...SIZE_ACTIONS.map((id, index) =>
		bind('quotes', id, [`${index + 1}`], [`size ${index + 1}`, `order size ${index + 1} of --sizes; in the maker panel only`], {
			context: 'maker',
		}),
	),
	...LIMIT_NAMES.map((name) =>
		bind('quotes', name, [], [name, `limit: ${LIMIT_TABLE[name].help}`], {context: 'anywhere', value: limitValue(name)}),
	),
	bind('book', 'resync', ['r'], ['resync', 'discard the book and load it again'], {
		priority: 85,
		context: 'anywhere',
	}),
	bind('ladder', 'group', [], ['group', 'set the nearest price group'], {value: takes('price', 'P')}),
	bind('ladder', 'group-up', ['+', '='], ['group', 'wider price group'], {shown: '+', priority: 70}),
	bind('ladder', 'group-down', ['-', '_'], ['finer group', 'finer price group'], {shown: '-'}),
	bind('ladder', 'recentre', ['space'], ['recentre', 'centre the market; the axis follows it'], {
		priority: 75,
	}),
	bind('ladder', 'cursor-up', ['up', 'k'], ['up', 'level cursor up, with the cost to trade to its price; scrolls lists'], {shown: 'up k'}),
	bind('ladder', 'cursor-down', ['down', 'j'], ['down', 'level cursor down; scrolls lists'], {shown: 'down j'}),
	bind('ladder', 'best-bid', ['g'], ['best bid', 'level cursor to the best bid; Esc removes it']),
	bind('ladder', 'best-ask', ['G'], ['best ask', 'level cursor to the best ask']),
	bind('ladder', 'scroll-up', ['K'], ['scroll up', 'higher prices; holds the axis']),
	bind('ladder', 'scroll-down', ['J'], ['scroll down', 'lower prices; holds the axis']),
	bind('ladder', 'page-up', ['pageup'], ['page up', 'half a ladder up; holds the axis'], {shown: 'PageUp'}),
	bind('ladder', 'page-down', ['pagedown'], ['page down', 'half a ladder down; holds the axis'], {shown: 'PageDown'}),
	bind('ladder', 'cumulative', ['c'], ['cumulative', 'cumulative size instead of the change, then in quote currency, then off'], {
		priority: 40,
	}),
	bind('ladder', 'anchor', ['a'], ['anchor', 'centre of the axis: mid, last trade, own orders'], {
		value: oneOf('NAME', ANCHOR_NAMES),
	}),
	bind('ladder', 'pin-bars', ['B'], ['pin bars', 'fix the scale of the size bars, again to release'], {
		value: perhaps('size', 'Q', ['off']),
	}),
	bind('ladder', 'reset-columns', ['t'], ['reset', 'reset the traded and change columns'], {priority: 30}),
	bind('ladder', 'levels', ['D'], ['levels', 'ladder levels per side: all that fit, 20, 10, 5, or a number; the events get the rows'], {
		value: LEVELS,
	}),
	bind('tape', 'hold-tape', ['p'], ['hold tape', 'hold the tape, again to release it'], {priority: 50}),
	bind('tape', 'tape-filter', ['f'], ['filter', 'hide small prints: off, mean, large, huge; they still count'], {
		priority: 35,
		value: perhaps('size', 'Q', ['off', 'mean', 'large', 'huge']),
	}),
	bind('screen', 'focus', ['tab'], ['focus', 'next panel, or the one named'], {
		shown: 'Tab',
		priority: 65,
		value: oneOf('PANEL', FOCUS_NAMES),
	}),
	bind('screen', 'focus-back', ['shift+tab'], ['focus back', 'previous panel'], {shown: 'Shift+Tab'}),
	bind('screen', 'zoom', ['z'], ['zoom', 'show the focused or named panel alone; again for all'], {
		priority: 58,
		value: oneOf('PANEL', FOCUS_NAMES),
	}),
	bind('screen', 'freeze', ['P'], ['freeze', 'freeze the picture, again to release it; the engine goes on']),
	bind('screen', 'log', ['l'], ['log', 'show or hide all events'], {priority: 55, context: 'anywhere'}),
	bind('screen', 'events', ['e'], ['events', 'show events of one kind, or all again'], {
		priority: 15,
		context: 'anywhere',
		value: oneOf('KIND', EVENT_FILTERS),
	}),
	bind('screen', 'search', ['/'], ['search', 'search the events'], {priority: 20, context: 'anywhere'}),
	bind('screen', 'next-match', ['n'], ['next', 'the next older event that matches'], {context: 'anywhere'}),
	bind('screen', 'previous-match', ['N'], ['previous', 'the next newer event that matches'], {context: 'anywhere'}),
	bind('screen', 'newest', ['home'], ['newest', 'newest event, top of the help, highest row of the ladder'], {
		shown: 'Home',
		context: 'anywhere',
	}),
	bind('screen', 'oldest', ['end'], ['oldest', 'oldest event, end of the help, lowest row of the ladder'], {
		shown: 'End',
		context: 'anywhere',
	}),
	bind('screen', 'copy', ['y'], ['copy', 'copy the chosen ladder row or event (OSC 52)'], {context: 'anywhere'}),
	bind('screen', 'charts', ['C'], ['charts', 'net, inventory and own fills over time'], {context: 'anywhere'}),
	bind('screen', 'market', ['s'], ['mid, spread', 'mid and spread over time'], {context: 'anywhere'}),
	bind('screen', 'depth', ['d'], ['depth', 'the depth chart'], {context: 'anywhere'}),
	bind('screen', 'status', ['i'], ['status', 'state, touch, position and result in one line'], {context: 'anywhere'}),
	bind('screen', 'stats', ['b'], ['stats', 'bytes per second, frames drawn and skipped'], {context: 'anywhere'}),
	bind('screen', 'theme', [], ['theme', 'set the colour theme'], {context: 'anywhere', value: oneOf('NAME', THEMES, true)}),
	bind('screen', 'ascii', [], ['ascii', 'ASCII characters only'], {context: 'anywhere', value: oneOf('on|off', ON_OFF)}),
	bind('screen', 'mouse', [], ['mouse', 'the wheel scrolls, a click selects; Shift selects text'], {
		context: 'anywhere',
		value: oneOf('on|off', ON_OFF),
	}),
	bind('screen', 'close', ['escape'], ['close', 'close the topmost layer'], {shown: 'Esc', context: 'anywhere'}),
	bind('screen', 'redraw', ['ctrl+l'], ['redraw', 'redraw the screen'], {shown: 'Ctrl+L', context: 'anywhere'}),
	bind('screen', 'suspend', ['ctrl+z'], ['suspend', 'suspend; `fg` continues'], {shown: 'Ctrl+Z', context: 'anywhere'}),
	bind('screen', 'abort', ['ctrl+c'], ['quit', 'quit at once, exit code 130'], {shown: 'Ctrl+C', context: 'anywhere'}),
];

export const TOPIC_TITLES: Readonly<Record<KeyTopic, string>> = {
	quotes: 'Quotes',
	book: 'Book',
	ladder: 'Ladder',
	tape: 'Tape',
	screen: 'Screen',
};

const TOPIC_ORDER: readonly KeyTopic[] = ['quotes', 'book', 'ladder', 'tape', 'screen'];

export const byTopic = <Binding extends KeyBinding>(
	bindings: readonly Binding[],
): ReadonlyArray<{readonly topic: KeyTopic; readonly keys: readonly Binding[]}> =>
	TOPIC_ORDER.map((topic) => ({topic, keys: bindings.filter((binding) => binding.topic === topic)}));

/** `:group P`, `:model [NAME]`. */
export const commandText = ({id, value}: KeyBinding): string =>
	value === undefined ? `:${id}` : `:${id} ${value.needed ? value.placeholder : `[${value.placeholder}]`}`;

const markdownKeys = (shown: string): string =>
	shown
		.split(' ')
		.map((key) => (key === '' ? '' : `\`${key}\``))
		.join(' ');

/** The key table of README.md. */
export const keyTableMarkdown = (): string => {
	const rows = byTopic(KEYMAP).flatMap(({topic, keys}) =>
		keys.map((binding) => {
			const note = binding.changesQuotes ? ' (not with `--read-only`)' : '';
			const command = commandText(binding).replaceAll('|', String.raw`\|`);
			return `| ${markdownKeys(binding.shown)} | \`${command}\` | ${TOPIC_TITLES[topic]} | ${binding.help}${note} |`;
		}),
	);
	return ['| Key | Command | Acts on | What it does |', '|---|---|---|---|', ...rows].join('\n');
};

/** The one table of keys: dispatch, help, footer hints and the README's key table are all made from it. */

export type ActionId =
	| 'quit'
	| 'help'
	| 'skew-down'
	| 'skew-up'
	| 'skew-down-five'
	| 'skew-up-five'
	| 'skew-flat'
	| 'tighten'
	| 'widen'
	| 'resync'
	| 'pull'
	| 'kill'
	| 'rearm'
	| 'reduce-only'
	| 'model'
	| 'fair-value'
	| 'recentre'
	| 'group-up'
	| 'group-down'
	| 'focus'
	| 'hold-tape'
	| 'reset-columns'
	| 'cumulative'
	| 'scroll-up'
	| 'scroll-down'
	| 'page-up'
	| 'page-down'
	| 'log'
	| 'charts'
	| 'close'
	| 'redraw'
	| 'suspend'
	| 'abort';

/** `anywhere` works on every screen: below the minimum size, over help, over the log. */
export type KeyContext = 'anywhere' | 'panels';

export type KeyTopic = 'quotes' | 'book' | 'ladder' | 'tape' | 'screen';

export type KeyBinding = {
	readonly id: ActionId;
	/** Names of key presses: a character, or `space`, `tab`, `up`, `ctrl+l` … */
	readonly keys: readonly string[];
	/** How the keys are written for a person. */
	readonly shown: string;
	/** One or two words for the footer. */
	readonly label: string;
	readonly help: string;
	readonly topic: KeyTopic;
	/** Footer hints with the lowest number go first when it is narrow; 0 is never shown there. */
	readonly priority: number;
	readonly context: KeyContext;
	/** Refused with `--read-only`. */
	readonly changesQuotes: boolean;
};

type Details = Partial<Pick<KeyBinding, 'priority' | 'context' | 'changesQuotes'>> & {readonly shown?: string};

const bind = (
	topic: KeyTopic,
	id: ActionId,
	keys: readonly string[],
	[label, help]: readonly [string, string],
	{shown = keys.join(' '), priority = 0, context = 'panels', changesQuotes = topic === 'quotes'}: Details = {},
): KeyBinding => ({id, keys, shown, label, help, topic, priority, context, changesQuotes});

/** In the order of the footer and of the help. */
export const KEYMAP: readonly KeyBinding[] = [
	bind('screen', 'quit', ['q'], ['quit', 'leave the program'], {priority: 100, context: 'anywhere'}),
	bind('screen', 'help', ['?'], ['help', 'show or hide this list'], {priority: 95, context: 'anywhere'}),
	bind('quotes', 'pull', ['x'], ['pull', 'pull both quotes, again to resume; anywhere'], {
		priority: 99,
		context: 'anywhere',
	}),
	bind('quotes', 'skew-down', ['['], ['skew down', 'move both quotes down one step'], {}),
	bind('quotes', 'skew-up', [']'], ['skew', 'move both quotes up one step'], {shown: ']', priority: 90}),
	bind('quotes', 'skew-down-five', ['{'], ['skew down 5', 'move both quotes down five steps']),
	bind('quotes', 'skew-up-five', ['}'], ['skew up 5', 'move both quotes up five steps']),
	bind('quotes', 'skew-flat', ['0'], ['flat', 'take the manual skew back to zero'], {priority: 80}),
	bind('quotes', 'tighten', ['<'], ['tighten', 'narrow the half-spread one step']),
	bind('quotes', 'widen', ['>'], ['width', 'widen the half-spread one step'], {priority: 60}),
	bind('quotes', 'kill', ['X'], ['kill', 'all orders off until R takes it back; anywhere'], {context: 'anywhere'}),
	bind('quotes', 'rearm', ['R'], ['re-arm', 'take a kill back; asks for a Y'], {context: 'anywhere', changesQuotes: false}),
	bind('quotes', 'reduce-only', ['o'], ['reduce only', 'quote only towards a flat inventory, again to end; anywhere'], {context: 'anywhere'}),
	bind('quotes', 'model', ['m'], ['model', 'next quoting model']),
	bind('quotes', 'fair-value', ['v'], ['fair value', 'next fair value: mid, weighted, micro']),
	bind('book', 'resync', ['r'], ['resync', 'throw the book away and load it again'], {
		priority: 85,
		context: 'anywhere',
	}),
	bind('ladder', 'group-up', ['+', '='], ['group', 'wider price group'], {shown: '+', priority: 70}),
	bind('ladder', 'group-down', ['-', '_'], ['finer group', 'finer price group'], {shown: '-'}),
	bind('ladder', 'recentre', ['space'], ['recentre', 'centre the market, let the axis follow it'], {
		priority: 75,
	}),
	bind('ladder', 'scroll-up', ['up', 'k'], ['up', 'higher prices; holds the axis'], {shown: 'up k'}),
	bind('ladder', 'scroll-down', ['down', 'j'], ['down', 'lower prices; holds the axis'], {shown: 'down j'}),
	bind('ladder', 'page-up', ['pageup'], ['page up', 'half a ladder up'], {shown: 'PageUp'}),
	bind('ladder', 'page-down', ['pagedown'], ['page down', 'half a ladder down'], {shown: 'PageDown'}),
	bind('ladder', 'cumulative', ['c'], ['cumulative', 'cumulative size in place of the change'], {priority: 40}),
	bind('ladder', 'reset-columns', ['t'], ['reset', 'traded and change columns begin anew'], {priority: 30}),
	bind('tape', 'hold-tape', ['p'], ['hold tape', 'hold the tape, again to release it'], {priority: 50}),
	bind('screen', 'focus', ['tab'], ['focus', 'next panel'], {shown: 'Tab', priority: 65}),
	bind('screen', 'log', ['l'], ['log', 'show or hide all events'], {priority: 55, context: 'anywhere'}),
	bind('screen', 'charts', ['g'], ['charts', 'net, inventory and own fills over time'], {context: 'anywhere'}),
	bind('screen', 'close', ['escape'], ['close', 'close what lies on top'], {shown: 'Esc', context: 'anywhere'}),
	bind('screen', 'redraw', ['ctrl+l'], ['redraw', 'draw the screen anew'], {shown: 'Ctrl+L', context: 'anywhere'}),
	bind('screen', 'suspend', ['ctrl+z'], ['suspend', 'stop; `fg` comes back'], {shown: 'Ctrl+Z', context: 'anywhere'}),
	bind('screen', 'abort', ['ctrl+c'], ['quit', 'leave at once, exit code 130'], {shown: 'Ctrl+C', context: 'anywhere'}),
];

const bindingByKey = new Map(KEYMAP.flatMap((binding) => binding.keys.map((key) => [key, binding] as const)));

export const bindingFor = (key: string): KeyBinding | undefined => bindingByKey.get(key);

/** Hints that stand for a pair of keys in the footer. */
const PAIRS: Partial<Record<ActionId, string>> = {
	'skew-up': '[ ]',
	widen: '< >',
	'group-up': '+ -',
};

export const footerKeys = ({id, shown}: KeyBinding): string => PAIRS[id] ?? shown;

export const TOPIC_TITLES: Readonly<Record<KeyTopic, string>> = {
	quotes: 'Quotes',
	book: 'Book',
	ladder: 'Ladder',
	tape: 'Tape',
	screen: 'Screen',
};

const TOPIC_ORDER: readonly KeyTopic[] = ['quotes', 'book', 'ladder', 'tape', 'screen'];

export const keysByTopic = (): ReadonlyArray<{readonly topic: KeyTopic; readonly keys: readonly KeyBinding[]}> =>
	TOPIC_ORDER.map((topic) => ({topic, keys: KEYMAP.filter((binding) => binding.topic === topic)}));

const markdownKeys = (shown: string): string =>
	shown
		.split(' ')
		.map((key) => `\`${key}\``)
		.join(' ');

/** The README's key table. */
export const keyTableMarkdown = (): string => {
	const rows = keysByTopic().flatMap(({topic, keys}) =>
		keys.map((binding) => {
			const note = binding.changesQuotes ? ' (not with `--read-only`)' : '';
			return `| ${markdownKeys(binding.shown)} | ${TOPIC_TITLES[topic]} | ${binding.help}${note} |`;
		}),
	);
	return ['| Key | Acts on | What it does |', '|---|---|---|', ...rows].join('\n');
};

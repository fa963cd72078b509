/** Rows of the help: keys by topic, commands, and the legend of signs. */

import {isOf, SIZE_ACTIONS} from '../settings/action-ids.js';
import {keyOf, type Keymap} from '../settings/active-keys.js';
import {blank, padRight, rowWidth, span, type Row, type SpanStyle} from '../cells/cells.js';
import {TOPIC_TITLES, byTopic, commandText, type KeyBinding, type KeyTopic} from '../settings/keymap.js';
import type {MonitorState} from '../state/monitor-state.js';
import {glyphsFor, type Glyphs} from '../cells/symbols.js';
import {wrapWords} from '../cells/wrap-words.js';

const KEY_CELLS = 11;
const COMMAND_CELLS = 20;

/** Least width for two columns. */
const LEAST_FOR_TWO = 100;
const COLUMN_GAP = 3;

type HelpInput = {
	readonly keymap: Keymap;
	readonly readOnly: boolean;
	readonly sizes: readonly string[];
	readonly glyphs: Glyphs;
	readonly width: number;
};

const heading = (text: string): Row => [span(text, {role: 'title', bold: true})];

/** A term and its meaning, wrapped. */
const entry = (
	sign: string,
	cells: number,
	text: string,
	{width, refused = false}: {readonly width: number; readonly refused?: boolean},
): readonly Row[] => {
	const style: SpanStyle = {dim: refused};
	return wrapWords(text, Math.max(10, width - cells - 1)).map((line, index): Row => [
		index === 0 ? span(` ${padRight(sign, cells)}`, {bold: !refused, dim: refused}) : blank(cells + 1),
		span(line, style),
	]);
};

const bindingEntry = (sign: string, cells: number, binding: KeyBinding, {readOnly, sizes, width}: HelpInput): readonly Row[] => {
	const refused = binding.changesQuotes && readOnly;
	const help = helpText(binding, sizes);
	return entry(sign, cells, refused ? `${help} (refused: read-only)` : help, {width, refused});
};

/** For a size key: with the size that it sets. */
const helpText = ({id, help}: KeyBinding, sizes: readonly string[]): string => {
	const size = isOf(SIZE_ACTIONS, id) ? sizes[SIZE_ACTIONS.indexOf(id)] : undefined;
	return size === undefined ? help : help.replace(/order size \d of --sizes/, `order size ${size}`);
};

const topicRows = (topics: readonly KeyTopic[], input: HelpInput): readonly Row[] =>
	byTopic(input.keymap.bindings.filter(({keys}) => keys.length > 0))
		.filter(({topic}) => topics.includes(topic))
		.flatMap(({topic, keys}) => [
			heading(TOPIC_TITLES[topic]),
			...keys.flatMap((binding) => bindingEntry(binding.shown, KEY_CELLS, binding, input)),
		]);

/** Commands without a key and commands with a value; every key's action is a command by its name too. */
const commandRows = (input: HelpInput): readonly Row[] => {
	const shown = input.keymap.bindings.filter(({keys, value}) => keys.length === 0 || value !== undefined);
	const others = `every key is also a command, such as :pull or :resync; ${keyOf(input.keymap, 'command')} and Tab list them`;
	return [
		heading('Commands'),
		...shown.flatMap((binding) => bindingEntry(commandText(binding), COMMAND_CELLS, binding, input)),
		...entry('', 0, others, input),
	];
};

const legend = (glyphs: Glyphs): ReadonlyArray<readonly [string, string]> => [
	[`${glyphs.live} ${glyphs.syncing} ${glyphs.bad}`, 'live, loading, not trusted'],
	['OWN', 'own paper orders, shown inverse'],
	[`${glyphs.change} + -`, 'size added less size removed in the last seconds, without trades'],
	[`last ${glyphs.rule.repeat(3)}`, 'price of the last trade; avg, high, low: average entry, high and low of the session'],
	['>', 'level cursor: its distance, and the cost to trade to it'],
	['SOLD BGHT', 'what takers sold and bought there'],
	[glyphs.unknown, 'beyond the range of the snapshot'],
	[`B S ! ${glyphs.sweep} *`, 'taker bought, sold; large; at several prices; own fill'],
	[glyphs.about, 'estimate of the quantity ahead'],
	['?', 'figure from a book that is not trusted'],
	['#', 'a number too wide for its column'],
	['Shift', 'selects text where the mouse is on'],
];

/** The exact definitions of the latency gauges. */
const gaugeLegend = ({arrow, plusMinus, sigma}: Glyphs): ReadonlyArray<readonly [string, string]> => [
	[`exch${arrow}recv`, 'from the venue’s time stamp to our socket, corrected by the clock offset: p50 and p99 of the newest 1024 messages'],
	['lat', 'the same, p50/p99 in ms, on a narrow screen'],
	['clk', `clock offset: the venue’s less ours, ${plusMinus} half the shortest round trip`],
	['apply', 'from the socket to the book'],
	['paint', 'from the engine’s frame to its last byte written to the terminal'],
	['age', 'since the newest diff, or the newest proof that there is none'],
	['imb5', '(bid - ask) / (bid + ask) over the best five levels'],
	[
		`${sigma}60s`,
		'standard deviation of the mid over one second, bp per root second, weighted over about a minute (shown without 60s on a narrow screen)',
	],
];

const legendRows = ({glyphs, width}: HelpInput): readonly Row[] => [
	heading('Gauges'),
	...gaugeLegend(glyphs).flatMap(([name, meaning]) => entry(name, KEY_CELLS, meaning, {width})),
	heading('Signs'),
	...legend(glyphs).flatMap(([sign, meaning]) => entry(sign, KEY_CELLS, meaning, {width})),
];

/** All help rows, in two columns if they fit. */
export const helpRows = ({choices: {sizePresets = []}, settings}: MonitorState, width: number): readonly Row[] => {
	const isWide = width >= LEAST_FOR_TWO;
	const column = isWide ? Math.floor((width - COLUMN_GAP) / 2) : width;
	const input = {
		keymap: settings.keymap,
		readOnly: settings.readOnly,
		sizes: sizePresets,
		glyphs: glyphsFor(settings.ascii),
		width: column,
	};
	const left = topicRows(['quotes', 'book', 'ladder', 'tape'], input);
	const right = [...topicRows(['screen'], input), ...commandRows(input), ...legendRows(input)];
	return isWide ? sideBySide(left, right, column + COLUMN_GAP) : [...left, ...right];
};

const sideBySide = (left: readonly Row[], right: readonly Row[], at: number): readonly Row[] =>
	Array.from({length: Math.max(left.length, right.length)}, (_, index): Row => {
		const start = left[index] ?? [];
		return [...start, blank(Math.max(0, at - rowWidth(start))), ...(right[index] ?? [])];
	});

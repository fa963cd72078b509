/** Charts over time: result, inventory and own fills; mid and spread. */

import {unixMs} from '../../../domain/units.js';
import type {Instrument} from '../../../domain/instrument.js';
import {keyOf} from '../settings/active-keys.js';
import {span, type Row} from '../cells/cells.js';
import {netBySource} from './net-by-source.js';
import {chartSamples, type ChartSample} from '../memory/chart-history.js';
import {clockText, nearPriceText, nearStepText, signedText} from '../cells/format.js';
import type {ActionId} from '../settings/action-ids.js';
import {isFrozen} from '../state/frozen.js';
import type {Rect} from '../cells/rect.js';
import {fillModelText} from '../words/maker-words.js';
import {isTrusted, type MonitorState} from '../state/monitor-state.js';
import {caption, drawPanel, ruleRow, type Caption} from '../cells/panel.js';
import {SCALE_CELLS, plotRows, plottedCells, type Line, type Marks, type Values} from '../cells/plot.js';
import type {Glyphs} from '../cells/symbols.js';

type Chart = {
	readonly rule: readonly string[];
	readonly lines: readonly Line[];
	readonly marks?: readonly Marks[];
	readonly label: (value: number) => string;
	readonly share: number;
};

/** Charts of net result, inventory, and the mid with own fills. */
export const chartsOverlay = (state: MonitorState, rect: Rect, glyphs: Glyphs): readonly Row[] => {
	const model = state.memory.frame?.maker.fillModel ?? 'none';
	const title = model === 'none' ? [] : [caption(fillModelText(model), 8)];
	const nothing = state.memory.frame?.maker.quoting.kind === 'off' ? 'no market maker runs, so there is no result' : undefined;
	return chartPanel(
		state,
		{
			rect,
			glyphs,
			title: [caption('CHARTS', 9, TITLE), ...notLive(state), ...title],
			id: 'charts',
			nothing,
			above: netBySource(state.memory.frame, rect, glyphs),
		},
		resultCharts,
	);
};

/** Charts of mid and spread. */
export const marketOverlay = (state: MonitorState, rect: Rect, glyphs: Glyphs): readonly Row[] =>
	chartPanel(
		state,
		{rect, glyphs, title: [caption('MID AND SPREAD', 9, TITLE), ...notLive(state)], id: 'market', nothing: undefined, above: []},
		marketCharts,
	);

const TITLE = {role: 'title', bold: true} as const;

/** A caption that the market is not live, for every chart of it. */
export const notLive = (state: MonitorState): readonly Caption[] => {
	if (isTrusted(state)) return [];
	return isFrozen(state)
		? [caption('FROZEN', 8, {role: 'warn', bold: true, inverse: true})]
		: [caption('NOT LIVE', 8, {role: 'alarm', bold: true, inverse: true})];
};

/** Keys of the other charts. */
export const chartKeys = ({settings: {keymap}}: MonitorState, own: ActionId): readonly Caption[] => {
	const others = (['charts', 'market', 'depth'] as const).filter((id) => id !== own);
	return [
		...others.map((id) => caption(`${keyOf(keymap, id)} ${id}`, 3, {role: 'muted'})),
		caption(`${keyOf(keymap, own)} or ${keyOf(keymap, 'close')} closes`, 5),
	];
};

type ChartPanel = {
	readonly rect: Rect;
	readonly glyphs: Glyphs;
	readonly title: readonly Caption[];
	readonly id: ActionId;
	readonly nothing: string | undefined;
	readonly above: readonly Row[];
};

const chartPanel = (
	state: MonitorState,
	{rect, glyphs, title, id, nothing, above}: ChartPanel,
	chartsOf: (samples: readonly ChartSample[], instrument: Instrument) => readonly Chart[],
): readonly Row[] => {
	const {frame} = state.memory;
	const samples = chartSamples(state.memory.charts);
	const foot = chartKeys(state, id);
	if (nothing !== undefined || frame?.instrument === undefined || samples.length < 2) {
		return drawPanel({rect, rows: [[span(nothing ?? 'nothing to draw yet', {role: 'muted'})]], title, foot, focused: true}, glyphs);
	}

	const width = rect.width - 2;
	const drawn = chartsOf(samples, frame.instrument);
	const room = rect.height - 2 - above.length - drawn.length - 1;
	const rows = drawn.flatMap((chart) => {
		const height = Math.max(1, Math.floor(room * chart.share));
		return [
			ruleRow(width, glyphs, chart.rule),
			...plotRows({lines: chart.lines, marks: chart.marks ?? [], width, height, label: chart.label, glyphs}),
		];
	});
	return drawPanel({rect, rows: [...above, ...rows, timeRow(samples, width)], title, foot, focused: true}, glyphs);
};

const valuesOf = (samples: readonly ChartSample[], key: keyof ChartSample): Values => samples.map((sample) => sample[key]);

const money = (value: number): string => signedText(value, 2);

const resultCharts = (samples: readonly ChartSample[], instrument: Instrument): readonly Chart[] => [
	{
		rule: [`net ${instrument.quoteAsset}`, 'faint: best case'],
		lines: [
			{values: valuesOf(samples, 'bestNet'), role: 'muted'},
			{values: valuesOf(samples, 'net'), role: undefined},
		],
		label: money,
		share: 1 / 3,
	},
	{
		rule: [`inventory ${instrument.baseAsset}`],
		lines: [{values: valuesOf(samples, 'inventory'), role: undefined}],
		label: (value) => signedText(value, 4),
		share: 1 / 3,
	},
	{
		rule: ['mid', 'B bought', 'S sold'],
		lines: [{values: valuesOf(samples, 'mid'), role: 'muted'}],
		marks: [
			{values: valuesOf(samples, 'bought'), text: 'B', role: 'bid'},
			{values: valuesOf(samples, 'sold'), text: 'S', role: 'ask'},
		],
		label: (value) => nearPriceText(instrument, value),
		share: 1 / 3,
	},
];

const marketCharts = (samples: readonly ChartSample[], instrument: Instrument): readonly Chart[] => [
	{
		rule: [`mid ${instrument.quoteAsset}`],
		lines: [{values: valuesOf(samples, 'mid'), role: undefined}],
		label: (value) => nearPriceText(instrument, value),
		share: 0.6,
	},
	{
		rule: [`spread ${instrument.quoteAsset}`],
		lines: [{values: valuesOf(samples, 'spreadUnits'), role: 'accent'}],
		label: (value) => nearStepText(instrument, value),
		share: 0.4,
	},
];

/** Times of the first and last sample, if they fit. */
const timeRow = (samples: readonly ChartSample[], width: number): Row => {
	const from = clockText(unixMs(samples[0]?.atMs ?? 0));
	const to = clockText(unixMs(samples.at(-1)?.atMs ?? 0));
	const gap = Math.max(1, plottedCells(samples.length, width) - from.length - to.length);
	return [span(`${' '.repeat(SCALE_CELLS)}${from}${' '.repeat(gap)}${to}`, {role: 'muted'})];
};

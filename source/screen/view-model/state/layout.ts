/**
 * Panels and their places for a terminal size. The picture is one row shorter than the terminal. Width decides
 * first, then height; a panel that would be below its least size is left out.
 */

import type {Rect} from '../cells/rect.js';
import {FOCUS_ORDER, type FocusPanel} from '../settings/focus.js';
import {ladderHeight} from './ladder-space.js';

export type PanelId = 'header' | 'ladder' | 'tape' | 'maker' | 'orders' | 'gauges' | 'events' | 'overlay' | 'footer' | 'card';

export type PlacedPanel = {readonly id: PanelId; readonly rect: Rect};

/**
 * `desk` has three columns, `compact` two, `single` one panel at a time; `card` is for terminals below the least
 * size.
 */
export type LayoutKind = 'desk' | 'compact' | 'single' | 'card';

export type Layout = {readonly kind: LayoutKind; readonly panels: readonly PlacedPanel[]};

export type LayoutInput = {
	readonly columns: number;
	readonly rows: number;
	/** Cells of the widest price. */
	readonly priceWidth: number;
	/** The panel shown if only one fits. */
	readonly focus: FocusPanel;
	/** A list or the help replaces the panels. */
	readonly overlay: boolean;
	/** The focused panel replaces the others. */
	readonly zoomed: boolean;
	/** Most levels per side on the ladder; undefined: all that fit. */
	readonly levels: number | undefined;
};

export const MIN_COLUMNS = 60;
export const MIN_ROWS = 16;

export const layoutScreen = (input: LayoutInput): Layout => {
	const kind = kindOf(input);
	const {columns, rows} = input;
	if (kind === 'card') return {kind, panels: [{id: 'card', rect: rect(0, 0, columns, Math.max(0, rows - 1))}]};
	// An overlay keeps the second header row, which shows the own position.
	const headerRows = kind === 'compact' && rows === MIN_ROWS && !input.overlay ? 1 : 2;
	const body = rect(0, headerRows, columns, rows - 2 - headerRows);
	return {
		kind,
		panels: [
			{id: 'header', rect: rect(0, 0, columns, headerRows)},
			...bodyPanels(kind, input, body),
			{id: 'footer', rect: rect(0, rows - 2, columns, 1)},
		],
	};
};

const kindOf = ({columns, rows, zoomed}: LayoutInput): LayoutKind => {
	if (columns < MIN_COLUMNS || rows < MIN_ROWS) return 'card';
	if (columns < 80 || zoomed) return 'single';
	return columns >= 100 && rows >= 30 ? 'desk' : 'compact';
};

const rect = (x: number, y: number, width: number, height: number): Rect => ({x, y, width, height});

const bodyPanels = (kind: LayoutKind, input: LayoutInput, body: Rect): readonly PlacedPanel[] => {
	if (input.overlay) return [{id: 'overlay', rect: body}];
	switch (kind) {
		case 'desk':
			return deskPanels(input, body);
		case 'compact':
			return compactPanels(input, body);
		case 'single':
			return input.focus === 'ladder' && !input.zoomed ? ladderColumn(input, body.height, body) : [{id: input.focus, rect: body}];
		case 'card':
			return [];
	}
};

/** Rows of the maker panel in the desk layout, with borders. */
const DESK_MAKER_ROWS = 19;
/** Without costs and average price. */
const SHORT_MAKER_ROWS = 17;
const LEAST_ORDERS_ROWS = 6;
/** With borders. The panel that gives up these rows keeps at least the next number. */
const GAUGE_ROWS = 14;
const ROWS_BESIDE_GAUGES = 15;
const WIDE_COLUMNS = 160;

const deskPanels = (input: LayoutInput, body: Rect): readonly PlacedPanel[] => {
	const {tape, maker} = deskWidths(input);
	const ladder = body.width - tape - maker;
	const across = eventRows(input.rows);
	const left = ladderColumn(input, body.height - across, {...body, width: ladder});
	// With the events below the ladder, the other columns have the whole height.
	const events = left.length > 1 ? 0 : across;
	const height = body.height - events;
	const withOrders = height >= SHORT_MAKER_ROWS + LEAST_ORDERS_ROWS;
	const wanted = height >= DESK_MAKER_ROWS + LEAST_ORDERS_ROWS ? DESK_MAKER_ROWS : SHORT_MAKER_ROWS;
	const makerRows = withOrders ? wanted : height;
	const right = ladder + tape;
	const underTape = input.columns >= WIDE_COLUMNS && height >= GAUGE_ROWS + ROWS_BESIDE_GAUGES;
	const underOrders = !underTape && height >= makerRows + GAUGE_ROWS + ROWS_BESIDE_GAUGES;
	const tapeRows = underTape ? height - GAUGE_ROWS : height;
	const orderRows = height - makerRows - (underOrders ? GAUGE_ROWS : 0);
	const gauges = underTape ? {x: ladder, width: tape} : {x: right, width: maker};
	const panels: PlacedPanel[] = [
		...left,
		{id: 'tape', rect: rect(ladder, body.y, tape, tapeRows)},
		{id: 'maker', rect: rect(right, body.y, maker, makerRows)},
	];
	if (withOrders) panels.push({id: 'orders', rect: rect(right, body.y + makerRows, maker, orderRows)});
	if (underTape || underOrders) panels.push({id: 'gauges', rect: rect(gauges.x, body.y + height - GAUGE_ROWS, gauges.width, GAUGE_ROWS)});
	if (events > 0) panels.push({id: 'events', rect: rect(0, body.y + height, body.width, events)});
	return panels;
};

/** A border and one line. */
const LEAST_EVENT_ROWS = 3;

/** The ladder at full height, or at the chosen levels with the events below it if they fit. */
const ladderColumn = ({levels}: LayoutInput, most: number, {x, y, width, height}: Rect): readonly PlacedPanel[] => {
	const wanted = levels === undefined ? most : ladderHeight(levels, width);
	const below = height - wanted;
	if (wanted >= most || below < LEAST_EVENT_ROWS) return [{id: 'ladder', rect: rect(x, y, width, most)}];
	return [
		{id: 'ladder', rect: rect(x, y, width, wanted)},
		{id: 'events', rect: rect(x, y + wanted, width, below)},
	];
};

const eventRows = (rows: number): number => (rows >= 56 ? 9 : rows >= 40 ? 5 : 3);

/**
 * Borders included. The tape follows the width of prices; the ladder takes the rest, up to its greatest useful
 * width.
 */
const deskWidths = ({columns, priceWidth}: LayoutInput): {readonly tape: number; readonly maker: number} => {
	const wide = priceWidth - 8;
	if (columns < 120 + 2 * wide) return {tape: 26 + wide, maker: columns >= 102 + 2 * wide ? 28 + wide : 26 + wide};
	if (columns < WIDE_COLUMNS) return {tape: 29 + wide, maker: 28 + wide};
	const ladder = Math.min(130, columns - 46 - 34 - 2 * wide);
	return {tape: columns - ladder - 34 - wide, maker: 34 + wide};
};

const compactPanels = (input: LayoutInput, body: Rect): readonly PlacedPanel[] => {
	const {columns, rows, priceWidth} = input;
	const right = columns >= 100 ? Math.min(44, columns - 60) : Math.max(28, 40 - priceWidth);
	const ladder = columns - right;
	const maker = rows >= 24 ? 10 : rows >= 20 ? 8 : 6;
	const panels: PlacedPanel[] = [
		...ladderColumn(input, body.height, {...body, width: ladder}),
		{id: 'maker', rect: rect(ladder, body.y, right, maker)},
	];
	return [...panels, {id: 'tape', rect: rect(ladder, body.y + maker, right, body.height - maker)}];
};

/** The panels that Tab can reach. */
export const focusable = (layout: Layout): readonly FocusPanel[] =>
	layout.kind === 'single' ? FOCUS_ORDER : FOCUS_ORDER.filter((id) => layout.panels.some((panel) => panel.id === id));

export const panelRect = (layout: Layout, id: PanelId): Rect | undefined => layout.panels.find((panel) => panel.id === id)?.rect;

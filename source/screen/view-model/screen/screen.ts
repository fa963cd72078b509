/** The whole picture: the panels at their places, and the rows composed of them. */

import {asciiRow, blank, fitRow, restyle, rowWidth, span, type Row, type Span} from '../cells/cells.js';
import {chartsOverlay, marketOverlay} from '../charts/charts.js';
import {depthOverlay} from '../charts/depth-chart.js';
import {eventsPanel, logOverlay} from '../events/events-panel.js';
import {footerRow, promptNote} from '../status/footer.js';
import {isFrozen, shownState} from '../state/frozen.js';
import {gaugesPanel} from '../status/gauge-panel.js';
import {headerRows} from '../status/header.js';
import {helpOverlay} from '../help/help.js';
import {ladderPanel} from '../ladder/ladder-panel.js';
import type {Layout, PanelId, PlacedPanel} from '../state/layout.js';
import type {Rect} from '../cells/rect.js';
import {makerPanel} from '../maker/maker-panel.js';
import {layoutOf, messageOnScreen, type MonitorState} from '../state/monitor-state.js';
import {ordersPanel} from '../maker/orders-panel.js';
import {drawPanel, titleRoom, type Caption, type PanelParts} from '../cells/panel.js';
import {paletteRect, paletteRows, promptRow} from '../status/prompt-rows.js';
import {cardHead, smallCard} from './small-card.js';
import {cardList} from '../state/card-list.js';
import {glyphsFor, type Glyphs} from '../cells/symbols.js';
import {tapePanel} from '../tape/tape-panel.js';

/** A drawn panel: `rows` fill `rect` exactly. */
export type DrawnPanel = {readonly id: PanelId | 'palette'; readonly rect: Rect; readonly rows: readonly Row[]};

/** The panels of the state, for a renderer that draws rectangles. */
export const screenPanels = (state: MonitorState): readonly DrawnPanel[] => {
	const shown = shownState(state);
	const layout = layoutOf(shown);
	const drawn = layout.panels.map((panel): DrawnPanel => ({
		...panel,
		rows: fixedRows(state, panel) ?? (panel.id === 'overlay' ? coveringRows(shown, panel.rect) : panelRows(shown, layout, panel)),
	}));
	const all = [...drawn, ...palette(state)];
	return state.settings.ascii ? all.map((panel) => ({...panel, rows: panel.rows.map(asciiRow)})) : all;
};

/** The list of matching commands, drawn over everything else. */
const palette = (state: MonitorState): readonly DrawnPanel[] => {
	const rect = paletteRect(state);
	return rect === undefined || rect.y < 0 ? [] : [{id: 'palette', rect, rows: paletteRows(state, rect, glyphsFor(state.settings.ascii))}];
};

/** Panels without a frame, which show the live state even while the panels are frozen. */
const fixedRows = (state: MonitorState, {id, rect}: PlacedPanel): readonly Row[] | undefined => {
	switch (id) {
		case 'header':
			return headerRows(state, rect, glyphsFor(state.settings.ascii));
		case 'footer':
			return [footerRow(state, rect.width)];
		case 'card':
			return cardRows(state, rect);
		default:
			return undefined;
	}
};

/** A panel with its frame. Shown alone it has no side borders, so that text selected with the mouse contains none. */
const panelRows = (state: MonitorState, layout: Layout, panel: PlacedPanel): readonly Row[] => {
	const glyphs = glyphsFor(state.settings.ascii);
	const parts = panelParts(state, layout, panel, glyphs);
	const rows = parts === undefined ? [] : isFrozen(state) ? frozenRows(parts, glyphs) : drawPanel(parts, glyphs);
	return state.zoomed && layout.kind === 'single'
		? rows.map((row, y) => (y === 0 || y === rows.length - 1 ? row : [blank(1), ...row.slice(1, -1), blank(1)]))
		: rows;
};

const panelParts = (state: MonitorState, layout: Layout, {id, rect}: PlacedPanel, glyphs: Glyphs): PanelParts | undefined => {
	switch (id) {
		case 'ladder':
			return ladderPanel(state, layout, rect, glyphs);
		case 'tape':
			return tapePanel(state, layout, rect, glyphs);
		case 'maker':
			return makerPanel(state, layout, rect, glyphs);
		case 'orders':
			return ordersPanel(state, rect, glyphs);
		case 'gauges':
			return gaugesPanel(state, rect, glyphs);
		case 'events':
			return eventsPanel(state, layout, rect);
		default:
			return undefined;
	}
};

/** A frozen picture is dim in every panel and says so on the border, so that it is visible without colours. */
const frozenRows = (parts: PanelParts, glyphs: Glyphs): readonly Row[] => {
	const tag = frozenTag(parts);
	const title = firstWordOnly(parts.title, titleRoom(parts.rect, tag) ?? Infinity);
	return faint(drawPanel({...parts, title, tag}, glyphs));
};

const faint = (rows: readonly Row[]): readonly Row[] => rows.map((row, y) => (y === 0 ? row : restyle(row, {dim: true})));

const FROZEN = span('FROZEN', {role: 'warn', bold: true, inverse: true});

/** Beside the panel's own tag if both fit. */
const frozenTag = ({rect, tag = []}: PanelParts): Row => {
	const both = [...tag, blank(2), FROZEN];
	return tag.length > 0 && titleRoom(rect, both) !== undefined ? both : [FROZEN];
};

/** A title of several words is reduced to the first if it would be cut. */
const firstWordOnly = ([name, ...others]: readonly Caption[], room: number): readonly Caption[] => {
	if (name === undefined || rowWidth(name.row) <= room) return name === undefined ? [] : [name, ...others];
	return [{...name, row: name.row.map((part) => ({...part, text: part.text.split(' ')[0] ?? ''}))}];
};

/** Overlays: a list shows live data, a chart is frozen with the panels. */
const coveringRows = (shown: MonitorState, rect: Rect): readonly Row[] => {
	const rows = overlayRows(shown, rect, glyphsFor(shown.settings.ascii));
	return isFrozen(shown) ? faint(rows) : rows;
};

const overlayRows = (state: MonitorState, rect: Rect, glyphs: Glyphs): readonly Row[] => {
	switch (state.overlay) {
		case 'log':
			return logOverlay(state, rect, glyphs);
		case 'charts':
			return chartsOverlay(state, rect, glyphs);
		case 'market':
			return marketOverlay(state, rect, glyphs);
		case 'depth':
			return depthOverlay(state, rect, glyphs);
		case 'none':
		case 'help':
			return helpOverlay(state, rect, glyphs);
	}
};

/** A card's head and a list of three rows. */
const LEAST_FOR_LIST = 6;

/** Help and log in the smallest layout. */
const cardRows = (state: MonitorState, rect: Rect): readonly Row[] => {
	const glyphs = glyphsFor(state.settings.ascii);
	if (state.prompt !== undefined && rect.height > 1) {
		const above = {...rect, height: rect.height - 1};
		return [
			...cardRows({...state, prompt: undefined}, above).slice(0, above.height),
			promptRow(state.prompt, rect.width, promptNote(state, state.prompt)),
		];
	}

	if (state.overlay === 'none' || rect.height < LEAST_FOR_LIST || rect.width < 20) return smallCard(state, rect, glyphs);
	const list = overlayRows(state, cardList(rect), glyphs);
	const rows = [...cardHead(state, rect.width, glyphs), ...list];
	// Messages are shown over lists too.
	return messageOnScreen(state) === undefined ? rows : [...rows.slice(0, -1), footerRow(state, rect.width)];
};

/** The picture as full rows, for a renderer that draws lines. */
export const screenRows = (state: MonitorState): readonly Row[] => composeRows(screenPanels(state), state.columns);

const composeRows = (panels: readonly DrawnPanel[], columns: number): readonly Row[] => {
	const height = Math.max(0, ...panels.map(({rect}) => rect.y + rect.height));
	return Array.from({length: height}, (_, y) => fitRow(rowAt(panels, y), columns));
};

const rowAt = (panels: readonly DrawnPanel[], y: number): Row => {
	const cells: Span[] = [];
	let x = 0;
	const above = panels.findLast((panel) => panel.id === 'palette' && covers(panel.rect, y));
	if (above !== undefined) return above.rows[y - above.rect.y] ?? [];
	for (const {rect, rows} of panels.filter((panel) => covers(panel.rect, y)).toSorted((a, b) => a.rect.x - b.rect.x)) {
		if (rect.x > x) cells.push(blank(rect.x - x));
		const row = rows[y - rect.y] ?? [];
		cells.push(...(rowWidth(row) === rect.width ? row : fitRow(row, rect.width)));
		x = rect.x + rect.width;
	}

	return cells;
};

const covers = ({y, height}: Rect, line: number): boolean => line >= y && line < y + height;

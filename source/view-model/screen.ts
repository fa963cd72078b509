/** The whole picture: panels where the layout puts them, and the rows they make together. */

import {asciiRow, blank, fitRow, restyle, rowWidth, span, type Row, type Span} from './cells.js';
import {chartsOverlay, marketOverlay} from './charts.js';
import {depthOverlay} from './depth-chart.js';
import {eventsPanel, logOverlay} from './events.js';
import {footerRow, promptNote} from './footer.js';
import {gaugesPanel} from './gauge-panel.js';
import {headerRows} from './header.js';
import {helpOverlay} from './help.js';
import {ladderPanel} from './ladder.js';
import type {Layout, PanelId, PlacedPanel, Rect} from './layout.js';
import {makerPanel} from './maker.js';
import {layoutOf, type MonitorState} from './monitor-state.js';
import {ordersPanel} from './orders.js';
import {paletteRect, paletteRows, promptRow} from './prompt-rows.js';
import {cardTrust, smallCard} from './small-card.js';
import {glyphsFor, type Glyphs} from './symbols.js';
import {tapePanel} from './tape.js';

/** A panel with its cells: `rows` are exactly as many and as wide as `rect` says. */
export type DrawnPanel = {readonly id: PanelId | 'palette'; readonly rect: Rect; readonly rows: readonly Row[]};

/** Panels that change when the operator does something, not with the market. */
const isChrome = ({overlay}: MonitorState, {id}: PlacedPanel): boolean => id === 'footer' || (id === 'overlay' && (overlay === 'help' || overlay === 'log'));

/** The panels of the present state, for a renderer that draws rectangles: all of them, or one kind. */
export const screenPanels = (state: MonitorState, kind: 'all' | 'live' | 'chrome' = 'all'): readonly DrawnPanel[] => {
	const layout = layoutOf(state);
	const wanted = kind === 'all' ? layout.panels : layout.panels.filter((panel) => isChrome(state, panel) === (kind === 'chrome'));
	const frozen = frozenView(state);
	const drawn = wanted.map((panel): DrawnPanel =>
		isLive(panel) || frozen === undefined
			? {...panel, rows: drawnPanel(state, layout, panel)}
			: {...panel, rows: stamped(drawnPanel(frozen, layout, panel), panel.rect.width, glyphsFor(state.settings.ascii))},
	);
	const all = kind === 'chrome' ? drawn : [...drawn, ...palette(state)];
	return state.settings.ascii ? all.map((panel) => ({...panel, rows: panel.rows.map(asciiRow)})) : all;
};

/** What tells the truth also while the picture is frozen. */
const isLive = ({id}: PlacedPanel): boolean => id === 'header' || id === 'footer' || id === 'overlay' || id === 'card';

/** The panels as they were, at the present size, and marked as what they are: not to be traded on. */
const frozenView = ({frozen, frame, columns, rows, focus, zoomed, cursor}: MonitorState): MonitorState | undefined => {
	if (frozen?.frame === undefined || frame === undefined) return undefined;
	// As old as it is: the ladder tells.
	const silentMs = Math.max(0, frame.atMs - frozen.frame.atMs);
	return {...frozen, columns, rows, focus, zoomed, cursor, silentMs, frame: {...frozen.frame, trusted: false}};
};

/** Every panel of a frozen picture is faint, and says why in its border, so that it is seen without colours. */
const stamped = (rows: readonly Row[], width: number, {horizontal, topRight}: Glyphs): readonly Row[] =>
	rows.map((row, y) => (y === 0 ? fitRow([...fitRow(row, Math.max(0, width - FROZEN.length - 2)), span(FROZEN, {role: 'warn', inverse: true}), span(horizontal + topRight, {role: 'border'})], width) : restyle(row, {dim: true})));

const FROZEN = ' FROZEN ';

/** The commands that the line may become lie over everything else. */
const palette = (state: MonitorState): readonly DrawnPanel[] => {
	const rect = paletteRect(state);
	return rect === undefined || rect.y < 0 ? [] : [{id: 'palette', rect, rows: paletteRows(state, rect, glyphsFor(state.settings.ascii))}];
};

/** A panel alone has no borders at its sides: what is selected there with the mouse is clean text. */
const drawnPanel = (state: MonitorState, layout: Layout, panel: PlacedPanel): readonly Row[] => {
	const rows = drawnRows(state, layout, panel);
	return state.zoomed && layout.kind === 'single' && !isLive(panel) ? rows.map((row, y) => (y === 0 || y === rows.length - 1 ? row : [blank(1), ...row.slice(1, -1), blank(1)])) : rows;
};

const drawnRows = (state: MonitorState, layout: Layout, {id, rect}: PlacedPanel): readonly Row[] => {
	const glyphs = glyphsFor(state.settings.ascii);
	switch (id) {
		case 'header':
			return headerRows(state, rect, glyphs);
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
			return eventsPanel(state, layout, rect, glyphs);
		case 'overlay':
			return overlayRows(state, rect, glyphs);
		case 'footer':
			return [footerRow(state, rect.width)];
		case 'card':
			return cardRows(state, rect);
	}
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

/** Help and log have a form for the smallest screens too: what fits of them. */
const cardRows = (state: MonitorState, rect: Rect): readonly Row[] => {
	const glyphs = glyphsFor(state.settings.ascii);
	if (state.prompt !== undefined && rect.height > 1) {
		const above = {...rect, height: rect.height - 1};
		return [...cardRows({...state, prompt: undefined}, above).slice(0, above.height), promptRow(state.prompt, rect.width, promptNote(state.prompt))];
	}

	if (state.overlay === 'none' || rect.height < 4 || rect.width < 20) return smallCard(state, rect, glyphs);
	const list = overlayRows(state, {...rect, y: 1, height: rect.height - 1}, glyphs);
	const rows = [fitRow(cardTrust(state, rect.width, glyphs), rect.width), ...list];
	// What a key did is told over lists too.
	return state.message === undefined ? rows : [...rows.slice(0, -1), footerRow(state, rect.width)];
};

/** The picture as full rows from top to bottom, for a renderer that draws lines. */
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

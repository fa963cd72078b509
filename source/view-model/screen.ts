/** The whole picture: panels where the layout puts them, and the rows they make together. */

import {blank, fitRow, rowWidth, type Row, type Span} from './cells.js';
import {chartsOverlay} from './charts.js';
import {eventsPanel, logOverlay} from './events.js';
import {footerRow} from './footer.js';
import {headerRows} from './header.js';
import {helpOverlay} from './help.js';
import {ladderPanel} from './ladder.js';
import type {Layout, PanelId, PlacedPanel, Rect} from './layout.js';
import {makerPanel} from './maker.js';
import {layoutOf, type MonitorState} from './monitor-state.js';
import {ordersPanel} from './orders.js';
import {cardTrust, smallCard} from './small-card.js';
import {glyphsFor, type Glyphs} from './symbols.js';
import {tapePanel} from './tape.js';

/** A panel with its cells: `rows` are exactly as many and as wide as `rect` says. */
export type DrawnPanel = {readonly id: PanelId; readonly rect: Rect; readonly rows: readonly Row[]};

/** Panels that change when the operator does something, not with the market. */
const CHROME: ReadonlySet<PanelId> = new Set(['overlay', 'footer']);
const isChrome = ({id}: PlacedPanel): boolean => CHROME.has(id);

/** The panels of the present state, for a renderer that draws rectangles: all of them, or one kind. */
export const screenPanels = (state: MonitorState, kind: 'all' | 'live' | 'chrome' = 'all'): readonly DrawnPanel[] => {
	const layout = layoutOf(state);
	const wanted = kind === 'all' ? layout.panels : layout.panels.filter((panel) => isChrome(panel) === (kind === 'chrome'));
	return wanted.map((panel) => ({...panel, rows: drawnRows(state, layout, panel)}));
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
	if (state.overlay === 'log') return logOverlay(state, rect, glyphs);
	return state.overlay === 'charts' ? chartsOverlay(state, rect, glyphs) : helpOverlay(state, rect, glyphs);
};

/** Help and log have a form for the smallest screens too: what fits of them. */
const cardRows = (state: MonitorState, rect: Rect): readonly Row[] => {
	const glyphs = glyphsFor(state.settings.ascii);
	if (state.overlay === 'none' || rect.height < 4 || rect.width < 20) return smallCard(state, rect, glyphs);
	const below = {...rect, y: 1, height: rect.height - 1};
	const list = overlayRows(state, below, glyphs);
	return [fitRow(cardTrust(state, glyphs), rect.width), ...list];
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
	for (const {rect, rows} of panels.filter((panel) => covers(panel.rect, y)).toSorted((a, b) => a.rect.x - b.rect.x)) {
		if (rect.x > x) cells.push(blank(rect.x - x));
		const row = rows[y - rect.y] ?? [];
		cells.push(...(rowWidth(row) === rect.width ? row : fitRow(row, rect.width)));
		x = rect.x + rect.width;
	}

	return cells;
};

const covers = ({y, height}: Rect, line: number): boolean => line >= y && line < y + height;

/** The parts of the result over its chart. */

import type {MonitorFrame} from '../../../engine/frame.js';
import {rowWidth, span, type Row} from '../cells/cells.js';
import {ruleRow} from '../cells/panel.js';
import type {Rect} from '../cells/rect.js';
import type {Glyphs} from '../cells/symbols.js';
import {netSources, sourceAmount} from '../maker/net-sources.js';

/** Below this height the charts have a row each, and no room for figures. */
const LEAST_HEIGHT = 14;

/** Where the net comes from, beside each other on as few lines as that needs; nothing where the panel is low. */
export const netBySource = (frame: MonitorFrame | undefined, rect: Rect, glyphs: Glyphs): readonly Row[] => {
	const width = rect.width - 2;
	const sources = frame === undefined ? [] : netSources(frame.maker.account);
	if (frame?.instrument === undefined || sources.length === 0 || rect.height < LEAST_HEIGHT) return [];
	const parts = sources.map((source): Row => {
		const label = span(`${source.label} `, {role: 'muted'});
		return [label, sourceAmount(source, width - rowWidth([label]))];
	});
	return [ruleRow(width, glyphs, [`net by source ${frame.instrument.quoteAsset}`]), ...besideEachOther(parts, width)];
};

const besideEachOther = (parts: readonly Row[], width: number): readonly Row[] => {
	const lines: Row[] = [];
	for (const part of parts) {
		const last = lines.at(-1);
		if (last !== undefined && rowWidth(last) + 2 + rowWidth(part) <= width) lines[lines.length - 1] = [...last, span('  '), ...part];
		else lines.push(part);
	}

	return lines;
};

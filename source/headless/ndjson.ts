/** A line of NDJSON: the fields that all lines have, and its own behind them. Pure. */

import type {Instant} from '../domain/units.js';
import type {EngineView} from '../engine/engine-view.js';
import {wholeMs} from './fields.js';
import type {LineType} from './stream-settings.js';

const LINE_VERSION = 1;

/** A line but for its number, which it gets when it is written. */
export type Line = {
	readonly type: LineType;
	/** Everything behind `seq`, as JSON text without the braces. */
	readonly tail: string;
};

/**
 * Puts the common fields in front. The venue's own spelling of the symbol is used as soon as it is known.
 *
 * @param fields the type's own, as JSON text without the braces.
 */
export const createLine = (type: LineType, view: EngineView, at: Instant, fields: string): Line => {
	const symbol = JSON.stringify(view.instrument?.symbol ?? view.symbol.toUpperCase());
	return {type, tail: `"ts_ms":${wholeMs(at.wallMs)},"symbol":${symbol},"venue":${JSON.stringify(view.venue)},${fields}`};
};

/** The whole line with its line break. `seq` counts written lines from 1. */
export const renderLine = (line: Line, seq: number): string => `{"v":${LINE_VERSION},"type":"${line.type}","seq":${seq},${line.tail}}\n`;

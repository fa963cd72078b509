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

/** The common fields but for version, type and number. The venue's own spelling of the symbol is used as soon as it is known. */
export class LineHead {
	#symbol = '';
	#venue = '';
	/** Of these two: they rarely change. */
	#names = '';

	text(view: EngineView, at: Instant): string {
		const symbol = view.instrument?.symbol ?? view.symbol.toUpperCase();
		const {venue} = view;
		if (symbol !== this.#symbol || venue !== this.#venue) {
			this.#symbol = symbol;
			this.#venue = venue;
			this.#names = `"symbol":${JSON.stringify(symbol)},"venue":${JSON.stringify(venue)}`;
		}

		return `"ts_ms":${wholeMs(at.wallMs)},${this.#names}`;
	}
}

/** The whole line with its line break. `seq` counts written lines from 1. */
export const renderLine = (line: Line, seq: number): string => `{"v":${LINE_VERSION},"type":"${line.type}","seq":${seq},${line.tail}}\n`;

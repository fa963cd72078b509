/** Lines as a reader receives them. */

import type {EngineView} from '../../source/engine/engine-view.js';
import type {Fields} from '../../source/headless/fields.js';
import {LineHead, renderLine} from '../../source/headless/ndjson.js';
import type {LineType} from '../../source/headless/stream-settings.js';
import {instant} from './canned-session.js';

export const lineText = (type: LineType, view: EngineView, fields: Fields): string =>
	renderLine({type, tail: `${new LineHead().text(view, instant(1500))},${JSON.stringify(fields).slice(1, -1)}`}, 7);
export const parsed = (type: LineType, view: EngineView, fields: Fields): unknown => JSON.parse(lineText(type, view, fields));

export const COMMON = {v: 1, seq: 7, ts_ms: 1_700_000_001_500, symbol: 'BTCUSDT', venue: 'binance'};

/** What captured sessions make the program say, byte for byte. `UPDATE_GOLDEN=1` writes it anew. */

import {existsSync} from 'node:fs';
import {test} from 'vitest';
import {DATA_FOLDER} from '../helpers/captured-venue.js';
import {expectGoldenLines} from '../helpers/golden-lines.js';
import {capturedTape} from '../helpers/recorded-sessions.js';

const folder = new URL('golden/lines/', import.meta.url);
const USUAL = ['as it is by default', 'no market maker, every second'] as const;

const SESSIONS = [
	['binance-spot-btcusdt-20240809a', 'BTCUSDT', 1273, [...USUAL, 'queue-prob, as-rolling, three levels']],
	['binance-spot-small-20211012', 'NKNUSDT', -4, USUAL],
	['binance-spot-small-20211012', 'LRCBTC', -4, USUAL],
] as const;

test.skipIf(!existsSync(DATA_FOLDER)).for(SESSIONS)(
	'%s %s says what it said',
	{timeout: 120_000},
	([name, symbol, clockOffsetMs, lives]) => {
		expectGoldenLines(folder, symbol.toLowerCase(), capturedTape(name, symbol, clockOffsetMs), lives);
	},
);

/** Options that choose the market and its endpoints. */

import {VENUE_NAMES} from '../../venue/names.js';
import {readEndpoint} from '../endpoint-reader.js';
import {readSymbols} from '../symbol-reader.js';
import {oneOf, readBoolean} from '../value-readers.js';
import {MARKETS, VIEWERS, type OptionGroup} from './option-row.js';

export const DEFAULT_SYMBOL = 'btcusdt';

export const MARKET_OPTIONS = {
	title: 'Market',
	commands: VIEWERS,
	rows: [
		{
			name: 'symbol',
			short: 's',
			placeholder: 'SYMBOL',
			commands: MARKETS,
			help: 'symbol of the instrument, upper or lower case',
			read: readSymbols,
			section: 'exchange',
			key: 'symbols',
			fallback: [DEFAULT_SYMBOL],
		},
		{
			name: 'venue',
			placeholder: 'NAME',
			help: `the exchange: ${VENUE_NAMES.join(', ')}`,
			read: oneOf(VENUE_NAMES),
			section: 'market',
			key: 'venue',
			fallback: 'binance',
		},
		{
			name: 'demo',
			help: 'start the built-in exchange on this machine and connect to it',
			read: readBoolean,
			section: 'source',
			key: 'demo',
			fallback: false,
		},
		{
			name: 'rest-url',
			placeholder: 'URL',
			defaultText: "the venue's",
			help: 'another REST endpoint; http: only on this machine',
			read: readEndpoint('http'),
			section: 'source',
			key: 'restUrl',
		},
		{
			name: 'ws-url',
			placeholder: 'URL',
			defaultText: "the venue's",
			help: 'another WebSocket endpoint; ws: only on this machine',
			read: readEndpoint('ws'),
			section: 'source',
			key: 'wsUrl',
		},
	],
} as const satisfies OptionGroup;

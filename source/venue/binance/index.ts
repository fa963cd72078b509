import type {Venue} from '../venue.js';
import {book} from './book.js';
import {limits} from './limits.js';
import {market} from './market.js';
import {rest} from './rest.js';

export const binance: Venue = {name: 'binance', market, rest, book, limits};

/** All public methods, by REST path and by WebSocket API name. */

import {BOOK_METHODS} from './book-methods.js';
import {GENERAL_METHODS} from './general-methods.js';
import {KLINE_METHODS} from './kline-methods.js';
import {Parameters} from './parameters.js';
import type {MarketView, PublicMethod} from './public-method.js';
import {TICKER_METHODS} from './ticker-methods.js';
import type {TimeUnit} from '../wire-numbers.js';

const METHODS: readonly PublicMethod[] = [...GENERAL_METHODS, ...BOOK_METHODS, ...KLINE_METHODS, ...TICKER_METHODS];

export const METHODS_BY_PATH: ReadonlyMap<string, PublicMethod> = new Map(METHODS.map((method) => [method.path, method]));
export const METHODS_BY_NAME: ReadonlyMap<string, PublicMethod> = new Map(
	METHODS.flatMap((method) => (method.wsMethod === undefined ? [] : [[method.wsMethod, method] as const])),
);

export type SentParameters = readonly (readonly [name: string, value: string])[];

/** @throws {RequestError} */
export const carryOut = (method: PublicMethod, sent: SentParameters, view: MarketView, timeUnit: TimeUnit): unknown => {
	const parameters = new Parameters(sent, method.parameters);
	const answer = method.read({parameters, view, timeUnit});
	parameters.finish();
	return answer();
};

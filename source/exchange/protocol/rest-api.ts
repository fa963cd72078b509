/** The REST side: a request and the markets in, a response out. */

import {RequestError} from './methods/parameters.js';
import type {MarketView} from './methods/public-method.js';
import {carryOut, METHODS_BY_PATH} from './methods/public-methods.js';
import type {TimeUnit} from './wire-numbers.js';
import {errorResponse, jsonResponse, NOT_FOUND, type RestResponse} from './rest-response.js';

export type RestRequest = {
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	/** Value of the header `X-MBX-TIME-UNIT`. */
	readonly timeUnit?: string | undefined;
};

/** Weight of a request; the least weight for an unknown path. */
export const requestWeight = ({path, query}: RestRequest): number => METHODS_BY_PATH.get(path)?.weight(new Map(query)) ?? 1;

export const answerRest = (request: RestRequest, view: MarketView): RestResponse => {
	const method = METHODS_BY_PATH.get(request.path);
	if (method === undefined || request.method !== 'GET') return NOT_FOUND;
	try {
		const timeUnit = readTimeUnit(request.timeUnit);
		return jsonResponse(carryOut(method, [...request.query], view, timeUnit));
	} catch (error) {
		if (error instanceof RequestError) return errorResponse(error);
		throw error;
	}
};

/** @throws {RequestError} −1194 */
const readTimeUnit = (text: string | undefined): TimeUnit => {
	const unit = (text ?? 'MILLISECOND').toUpperCase();
	if (unit === 'MILLISECOND' || unit === 'MICROSECOND') return unit;
	throw new RequestError(-1194, 'Invalid value for time unit; expected either MICROSECOND or MILLISECOND.');
};

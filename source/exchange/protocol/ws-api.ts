/** The WebSocket API: requests and responses on one connection, with REST's methods and its weight budget. */

import {safeText} from '../../domain/text/safe-text.js';
import type {Verdict} from './rate-limit.js';
import {refusalText} from './rest-response.js';
import {WEIGHT_LIMIT} from './methods/exchange-info.js';
import {RequestError} from './methods/parameters.js';
import type {MarketView} from './methods/public-method.js';
import {carryOut, METHODS_BY_NAME, type SentParameters} from './methods/public-methods.js';
import {wireTime, type TimeUnit} from './wire-numbers.js';

/** Options in the URL with which a client connects. */
export type ApiAddress = {readonly timeUnit: TimeUnit; readonly returnRateLimits: boolean};

export type ApiContext = ApiAddress & {
	readonly view: MarketView;
	readonly charge: (weight: number) => Verdict;
	/** Unix milliseconds. */
	readonly connectedMs: number;
};

/** Weight of opening a connection. */
export const API_CONNECTION_WEIGHT = 2;

type RequestId = number | string | null;
type Request = {readonly id: RequestId; readonly method: string; readonly params: Readonly<Record<string, unknown>>};

/** Reads `/ws-api/v3?timeUnit=MICROSECOND&returnRateLimits=false`. @returns `undefined` for other addresses. */
export const readApiAddress = (url: string): ApiAddress | undefined => {
	const [path = '', search = ''] = url.split('?', 2);
	if (path !== '/ws-api/v3' && path !== '/ws-api/v3/') return undefined;
	const query = new URLSearchParams(search);
	return {
		timeUnit: query.get('timeUnit')?.toUpperCase() === 'MICROSECOND' ? 'MICROSECOND' : 'MILLISECOND',
		returnRateLimits: query.get('returnRateLimits') !== 'false',
	};
};

export const answerApi = (text: string, context: ApiContext): string => {
	const request = readRequest(text);
	if (request === undefined) {
		return envelope(null, errorPart(new RequestError(-1135, 'Invalid JSON Request')), context.charge(1), context.returnRateLimits);
	}
	const method = METHODS_BY_NAME.get(request.method);
	const sent = sentParameters(request.params);
	const verdict = context.charge(method?.weight(new Map(sent)) ?? OTHER_WEIGHT);
	const shown = readShown(request.params['returnRateLimits']) ?? context.returnRateLimits;
	return envelope(request.id, refused(verdict, context) ?? result(request, sent, context), verdict, shown);
};

const OTHER_WEIGHT = 2;

type Part = {readonly status: number; readonly result?: unknown; readonly error?: object};

const envelope = (id: RequestId, part: Part, verdict: Verdict, showLimits: boolean): string =>
	JSON.stringify({id, ...part, ...(showLimits && {rateLimits: [{...WEIGHT_LIMIT, count: verdict.usedWeight}]})});

const errorPart = ({status, code, message}: RequestError): Part => ({status, error: {code, msg: message}});

const refused = (verdict: Verdict, {view, timeUnit}: ApiContext): Part | undefined => {
	if (verdict.kind === 'allowed') return undefined;
	const data = {serverTime: wireTime(view.nowMs, timeUnit), retryAfter: wireTime(Math.ceil(verdict.untilMs), timeUnit)};
	return {status: verdict.kind === 'limited' ? 429 : 418, error: {code: -1003, msg: refusalText(verdict), data}};
};

const result = (request: Request, sent: SentParameters, context: ApiContext): Part => {
	try {
		return {status: 200, result: carryOutRequest(request, sent, context)};
	} catch (error) {
		if (error instanceof RequestError) return errorPart(error);
		throw error;
	}
};

const carryOutRequest = (request: Request, sent: SentParameters, context: ApiContext): unknown => {
	const method = METHODS_BY_NAME.get(request.method);
	if (method !== undefined) return carryOut(method, sent, context.view, context.timeUnit);
	if (request.method === 'session.status' || request.method === 'session.logout') return sessionStatus(context);
	if (!isPrivate(request.method)) throw new RequestError(-1020, `Method '${safeText(request.method)}' is not supported.`);
	if (!sent.some(([name]) => name === 'apiKey')) {
		throw new RequestError(-1102, "Mandatory parameter 'apiKey' was not sent, was empty/null, or malformed.");
	}
	throw new RequestError(-2015, 'Invalid API-key, IP, or permissions for action.', 401);
};

/** The status of a session without an account. */
const sessionStatus = ({connectedMs, view, timeUnit, returnRateLimits}: ApiContext): object => ({
	apiKey: null,
	authorizedSince: null,
	connectedSince: wireTime(connectedMs, timeUnit),
	returnRateLimits,
	serverTime: wireTime(view.nowMs, timeUnit),
	userDataStream: false,
});

const isPrivate = (method: string): boolean =>
	/^(?:session\.logon|(?:order|orderList|openOrders|openOrderLists|sor|account|userDataStream)(?:\.|$)|my\w+|all\w+)/u.test(method);

/** As REST sends them: lists as JSON, other values as text. */
const sentParameters = (params: Readonly<Record<string, unknown>>): SentParameters =>
	Object.entries(params).flatMap(([name, value]) => {
		if (name === 'returnRateLimits' || value === null || value === undefined) return [];
		return [[name, typeof value === 'string' ? value : JSON.stringify(value)] as const];
	});

const readShown = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

const readRequest = (text: string): Request | undefined => {
	const parsed = parseObject(text);
	if (parsed === undefined) return undefined;
	const {id = null, method, params = {}}: {id?: unknown; method?: unknown; params?: unknown} = parsed;
	if (!isId(id) || typeof method !== 'string' || !isRecord(params)) return undefined;
	return {id, method: method.replace(/^v3\//u, ''), params};
};

const isId = (id: unknown): id is RequestId =>
	id === null || Number.isSafeInteger(id) || (typeof id === 'string' && id.length <= MOST_ID_LENGTH);
const MOST_ID_LENGTH = 64;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const parseObject = (text: string): object | undefined => {
	try {
		const parsed: unknown = JSON.parse(text);
		return isRecord(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
};

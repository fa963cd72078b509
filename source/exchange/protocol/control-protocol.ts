/** The streams of one connection and the shape of its messages. Answers to its requests are never wrapped. */
export type Subscriptions = {
	readonly streams: ReadonlySet<string>;
	/** Whether events are sent as `{"stream":…,"data":…}`. */
	readonly combined: boolean;
};

export type ControlAnswer = {readonly subscriptions: Subscriptions; readonly reply: string};

type RequestId = number | string | null;
type Request = {readonly method: string; readonly params: readonly unknown[]; readonly id: RequestId};

export const MAX_STREAMS = 1024;
const METHODS = '`SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`';
const ID_PATTERN = /^[A-Za-z0-9_-]{1,36}$/;

/**
 * A refused request. The venue has two shapes: most errors are flat, refused streams and invalid JSON are inside
 * `error`.
 */
class ControlError extends Error {
	readonly code: number;
	readonly id: RequestId;
	readonly wrapped: boolean;

	constructor(code: number, message: string, {id = null, wrapped = false}: {id?: RequestId; wrapped?: boolean} = {}) {
		super(message);
		this.code = code;
		this.id = id;
		this.wrapped = wrapped;
	}
}

export const answerControl = (subscriptions: Subscriptions, text: string): ControlAnswer => {
	try {
		return carryOut(subscriptions, readRequest(text));
	} catch (error) {
		if (error instanceof ControlError) return {subscriptions, reply: refusalText(error)};
		throw error;
	}
};

const refusalText = ({code, message, id, wrapped}: ControlError): string =>
	JSON.stringify(wrapped ? {error: {code, msg: message}, id} : {code, msg: message, id});

const readRequest = (text: string): Request => {
	const parsed = readJson(text);
	if (typeof parsed !== 'object' || parsed === null) throw invalidRequest('expected an object', null);
	const {method, params, id}: {method?: unknown; params?: unknown; id?: unknown} = parsed;
	if (!isRequestId(id)) {
		throw invalidRequest('request ID must be an integer, an alphanumeric string of up to 36 characters, or null', null);
	}

	if (typeof method !== 'string') throw invalidRequest('missing field `method` at line 1 column 1', id);
	if (params !== undefined && !Array.isArray(params)) throw invalidRequest('params must be an array', id);
	return {method, params: params ?? [], id};
};

const readJson = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		throw new ControlError(3, 'Invalid JSON: expected value at line 1 column 1', {wrapped: true});
	}
};

const isRequestId = (id: unknown): id is RequestId =>
	id === null || Number.isSafeInteger(id) || (typeof id === 'string' && ID_PATTERN.test(id));

const invalidRequest = (message: string, id: RequestId): ControlError => new ControlError(2, `Invalid request: ${message}`, {id});

const carryOut = (subscriptions: Subscriptions, request: Request): ControlAnswer => {
	const done = (result: unknown, next = subscriptions): ControlAnswer => ({
		subscriptions: next,
		reply: JSON.stringify({result, id: request.id}),
	});
	switch (request.method) {
		case 'SUBSCRIBE':
			return done(null, subscribe(subscriptions, request));
		case 'UNSUBSCRIBE':
			return done(null, unsubscribe(subscriptions, request));
		case 'LIST_SUBSCRIPTIONS':
			return done([...subscriptions.streams]);
		case 'SET_PROPERTY':
			return done(null, setProperty(subscriptions, request));
		case 'GET_PROPERTY':
			readProperty(request);
			return done(subscriptions.combined);
		default:
			throw invalidRequest(`unknown variant \`${request.method}\`, expected one of ${METHODS}`, request.id);
	}
};

/** Accepts `btcusdt@depth` or `!serverShutdown` by form; the stream need not exist. */
export const isStreamName = (name: unknown): name is string => typeof name === 'string' && /^(?:[^\s@/]+@[^\s/]+|![^\s/]+)$/u.test(name);

const readStreams = ({params, id}: Request): readonly string[] => {
	if (params.length === 0) throw invalidRequest('params must not be empty', id);
	if (params.every(isStreamName)) return params;
	throw new ControlError(2, 'Invalid request: invalid stream', {id, wrapped: true});
};

const subscribe = (subscriptions: Subscriptions, request: Request): Subscriptions => {
	const streams = new Set([...subscriptions.streams, ...readStreams(request)]);
	if (streams.size > MAX_STREAMS) throw invalidRequest(`more than ${MAX_STREAMS} streams`, request.id);
	return {...subscriptions, streams};
};

const unsubscribe = (subscriptions: Subscriptions, request: Request): Subscriptions => {
	const left = new Set(subscriptions.streams);
	for (const name of readStreams(request)) left.delete(name);
	return {...subscriptions, streams: left};
};

const readProperty = ({params, id}: Request): void => {
	if (typeof params[0] !== 'string') throw invalidRequest('property name must be a string', id);
	if (params[0] !== 'combined') throw new ControlError(0, 'Unknown property', {id});
};

const setProperty = (subscriptions: Subscriptions, request: Request): Subscriptions => {
	readProperty(request);
	const [, combined, ...more] = request.params;
	if (more.length > 0) throw invalidRequest('too many parameters', request.id);
	if (typeof combined !== 'boolean') throw new ControlError(1, 'Invalid value type: expected Boolean', {id: request.id});
	return {...subscriptions, combined};
};

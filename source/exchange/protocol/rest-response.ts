/** REST responses, including the shapes of refusals. */

import type {RequestError} from './methods/parameters.js';
import {WEIGHT_PER_MINUTE, type Verdict} from './rate-limit.js';

export type RestResponse = {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
};

const JSON_TYPE = {'content-type': 'application/json;charset=UTF-8'};
const HTML_TYPE = {'content-type': 'text/html'};

export const jsonResponse = (body: unknown, status = 200): RestResponse => ({
	status,
	headers: JSON_TYPE,
	body: JSON.stringify(body),
});

export const errorResponse = ({code, message, status}: RequestError): RestResponse => jsonResponse({code, msg: message}, status);

const html = (status: number, title: string): RestResponse => ({
	status,
	headers: HTML_TYPE,
	body: `<html>\r\n<head><title>${title}</title></head>\r\n<body><h1>${title}</h1></body>\r\n</html>\r\n`,
});

export const NOT_FOUND = html(404, '404 Not Found');
/** The response of the firewall in front of the venue. */
export const FORBIDDEN = html(403, '403 Forbidden');
const UNKNOWN_ERROR = {code: -1000, msg: 'An unknown error occurred while processing the request.'};
export const SERVER_ERROR = jsonResponse(UNKNOWN_ERROR, 500);

/** `undefined` if the verdict admits the request. */
export const refusal = (verdict: Verdict): RestResponse | undefined => {
	if (verdict.kind === 'allowed') return undefined;
	const status = verdict.kind === 'limited' ? 429 : 418;
	return withHeaders(jsonResponse({code: -1003, msg: refusalText(verdict)}, status), {
		'retry-after': String(verdict.retryAfterS),
	});
};

/** The venue's message. */
export const refusalText = (verdict: Refused): string => (verdict.kind === 'limited' ? tooMuch() : farTooMuch(verdict.untilMs));

type Refused = Exclude<Verdict, {kind: 'allowed'}>;

const tooMuch = (): string =>
	`Too much request weight used; current limit is ${WEIGHT_PER_MINUTE} request weight per 1 MINUTE. ` +
	'Please use WebSocket Streams for live updates to avoid polling the API.';

const farTooMuch = (untilMs: number): string =>
	`Way too much request weight used; IP banned until ${Math.ceil(untilMs)}. ` +
	'Please use WebSocket Streams for live updates to avoid bans.';

export const withHeaders = (response: RestResponse, headers: Readonly<Record<string, string>>): RestResponse => ({
	...response,
	headers: {...response.headers, ...headers},
});

export const weightHeaders = ({usedWeight}: Verdict): Record<string, string> => ({
	'x-mbx-used-weight': String(usedWeight),
	'x-mbx-used-weight-1m': String(usedWeight),
});

/** Cuts off the end of the body; status and headers stay. */
export const truncate = (response: RestResponse): RestResponse => ({
	...response,
	body: truncateText(response.body),
});

export const truncateText = (text: string): string => text.slice(0, Math.ceil(text.length * 0.6) - 1);

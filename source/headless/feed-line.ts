/** A line of `mm-tui feed`: the message as it came, with when it came. */

import type {RawMessage} from '../session/raw-feed.js';

/** The payload's text is put in as it is, so that number texts, key order and spaces survive. */
export const feedLine = (message: RawMessage): string => {
	const latency = message.latencyMs === undefined ? 'null' : String(roundedLatency(message.latencyMs));
	const stream = JSON.stringify(message.stream ?? null);
	const received = Math.floor(message.receivedAt.wallMs);
	return `{"ts_recv_ms":${received},"latency_ms":${latency},"stream":${stream},"data":${dataText(message)}}\n`;
};

/** To 0.01 ms: below that it is noise. Never `-0`. */
const roundedLatency = (latencyMs: number): number => Math.round(latencyMs * 100) / 100 + 0;

/**
 * A message with an event time was understood by the venue's reader; any other may be no JSON at all and then
 * goes out as a JSON string.
 */
const dataText = ({dataText: text, eventAtMs}: RawMessage): string =>
	eventAtMs !== undefined || isJson(text) ? onOneLine(text) : JSON.stringify(text);

const isJson = (text: string): boolean => {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
};

/** JSON allows line breaks only between its tokens, where a space means the same. */
const onOneLine = (text: string): string => (/[\r\n]/.test(text) ? text.replaceAll(/[\r\n]+/g, ' ') : text);

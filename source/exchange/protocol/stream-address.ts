/** Reads the URL with which a client connects to the market streams. */

import type {TimeUnit} from './wire-numbers.js';
import {isStreamName, MAX_STREAMS, type Subscriptions} from './control-protocol.js';

export type StreamAddress = {readonly subscriptions: Subscriptions; readonly timeUnit: TimeUnit};

/**
 * Reads `/ws`, `/ws/a/b`, `/stream` and `/stream?streams=a/b`, with `timeUnit=MICROSECOND`. Names may be
 * percent-encoded UTF-8; invalid names are ignored.
 * @returns `undefined` for other addresses.
 */
export const readStreamAddress = (url: string): StreamAddress | undefined => {
	const [path = '', search = ''] = url.split('?', 2);
	const query = new URLSearchParams(search);
	const combined = path === '/stream' || path.startsWith('/stream/');
	if (!combined && path !== '/ws' && !path.startsWith('/ws/')) return undefined;
	const names = combined ? (query.get('streams') ?? '').split('/') : path.slice('/ws/'.length).split('/').map(decode);
	const streams = new Set(names.filter((name) => isStreamName(name)).slice(0, MAX_STREAMS));
	const timeUnit = query.get('timeUnit')?.toUpperCase() === 'MICROSECOND' ? 'MICROSECOND' : 'MILLISECOND';
	return {subscriptions: {streams, combined}, timeUnit};
};

const decode = (name: string): string => {
	try {
		return decodeURIComponent(name);
	} catch {
		return '';
	}
};

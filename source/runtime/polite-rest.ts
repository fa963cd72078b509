/** REST requests that keep to what a venue has told any program on this machine: while it wants silence, nothing is sent. */

import type {Instant} from '../domain/units.js';
import type {WireAnswer} from '../session/wire.js';
import {askRest} from './ask-rest.js';
import type {Ports} from './node/ports.js';

/** An engine's own wait ends by the monotonic clock, what is remembered of it by the wall clock. */
const ROUNDING_MS = 5;

type Request = {readonly url: string; readonly headers: Readonly<Record<string, string>>};

/**
 * @param baseUrl whose silence is asked for.
 * @param isWanted looked at right before sending.
 * @returns undefined where it was not wanted any more, and not sent.
 */
export const askPolitely = async (
	{http, restMemory, clock}: Pick<Ports, 'http' | 'restMemory' | 'clock'>,
	baseUrl: string,
	{url, headers}: Request,
	isWanted: () => boolean,
): Promise<{readonly sentAt: Instant; readonly answer: WireAnswer} | undefined> => {
	await restMemory.refresh();
	if (!isWanted()) return undefined;
	const sentAt = clock.now();
	const waitMs = (restMemory.holdUntil(baseUrl, sentAt.wallMs) ?? 0) - sentAt.wallMs;
	return {sentAt, answer: waitMs > ROUNDING_MS ? {kind: 'held', waitMs} : await askRest(http, url, headers)};
};

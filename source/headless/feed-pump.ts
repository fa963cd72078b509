/** From a raw feed to a writer, losing nothing: where the writer is slow, the socket is not read. */

import type {RawFeed, RawMessage} from '../session/raw-feed.js';
import {feedLine} from './feed-line.js';
import {OutputQueue, type TextTarget} from './output-queue.js';

/** Characters that may wait before the socket is paused. */
const PAUSE_BEYOND = 1_048_576;

export type FeedPump = {
	/** Has everything been handed to the writer? */
	readonly isEmpty: () => boolean;
};

export type FeedPumpListeners = {
	readonly onNotice: (text: string) => void;
	readonly onFatal: (message: string) => void;
};

/** Takes the feed's events from now on; closing the feed ends it. */
export const startFeedPump = (
	feed: RawFeed,
	target: TextTarget,
	listeners: FeedPumpListeners,
	pauseBeyond: number = PAUSE_BEYOND,
): FeedPump => {
	const queue = new OutputQueue<string>(target, (line) => line);
	let paused = false;
	const take = (message: RawMessage): void => {
		const line = feedLine(message);
		queue.push(line, line.length);
		if (paused || queue.size <= pauseBeyond) return;
		paused = true;
		feed.pause();
	};

	queue.onEmptied(() => {
		if (!paused) return;
		paused = false;
		feed.resume();
	});
	feed.onEvent((event) => {
		switch (event.kind) {
			case 'message':
				take(event.message);
				return;
			case 'notice':
				listeners.onNotice(event.text);
				return;
			case 'fatal':
				listeners.onFatal(event.message);
		}
	});
	return {isEmpty: () => queue.isEmpty};
};

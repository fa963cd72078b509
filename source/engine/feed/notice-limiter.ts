/** Tells a person of what may come often: the first at once, then one sentence in ten seconds with how many there were. */

import {monotonicMs, type MonotonicMs} from '../../domain/units.js';

export const NOTICE_EVERY_MS = 10_000;

/** What may come often. Each has a sentence of its own. */
export type NoticeTopic = 'unreadable' | 'unknown' | 'refused' | 'conflict' | 'lost' | 'restart';

type Held = {readonly nextAt: MonotonicMs; readonly waiting: number; readonly last: string};

export class NoticeLimiter {
	readonly #tell: (topic: NoticeTopic, text: string) => void;
	readonly #held = new Map<NoticeTopic, Held>();

	constructor(tell: (topic: NoticeTopic, text: string) => void) {
		this.#tell = tell;
	}

	add(topic: NoticeTopic, text: string, now: MonotonicMs): void {
		const held = this.#held.get(topic);
		if (held === undefined) this.#say(topic, text, now);
		else this.#held.set(topic, {...held, waiting: held.waiting + 1, last: text});
	}

	/** What waited is told when its time has come. */
	onTime(now: MonotonicMs): void {
		for (const [topic, {nextAt, waiting, last}] of this.#held) {
			if (now < nextAt) continue;
			if (waiting === 0) this.#held.delete(topic);
			else this.#say(topic, waiting === 1 ? last : `${last}; ${waiting} of these in ${NOTICE_EVERY_MS / 1000} s`, now);
		}
	}

	#say(topic: NoticeTopic, text: string, now: MonotonicMs): void {
		this.#held.set(topic, {nextAt: monotonicMs(now + NOTICE_EVERY_MS), waiting: 0, last: ''});
		this.#tell(topic, text);
	}
}

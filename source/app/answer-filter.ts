/** Takes the terminal's answers out of what is typed, however the line cuts them. */

import {STATUS_ANSWER} from './frame-gate.js';

export class AnswerFilter {
	/** How much of an answer the last characters are. */
	#matched = 0;
	/** Those of them that were not passed on. */
	#held = '';

	/** What is left for whoever reads keys, and how many answers were in it. */
	push(text: string): {readonly text: string; readonly answers: number} {
		let passed = '';
		let answers = 0;
		for (const character of text) {
			if (character !== STATUS_ANSWER[this.#matched]) {
				passed += this.release();
				this.#matched = 0;
			}

			if (character !== STATUS_ANSWER[this.#matched]) {
				passed += character;
				continue;
			}

			this.#matched += 1;
			this.#held += character;
			if (this.#matched === STATUS_ANSWER.length) {
				answers += 1;
				this.#matched = 0;
				this.#held = '';
			}
		}

		return {text: passed, answers};
	}

	get isHolding(): boolean {
		return this.#held !== '';
	}

	/** The beginning of an answer that does not go on is a key. If it does go on, the rest of it is none. */
	release(): string {
		const held = this.#held;
		this.#held = '';
		return held;
	}
}

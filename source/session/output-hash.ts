/**
 * A running hash of a session's outputs: the same inputs give the same hash at each of them, so a recording that keeps
 * it now and then can be proved. 64-bit FNV-1a (Fowler, Noll, Vo) over the outputs' texts in UTF-8, each with a line
 * feed after it.
 */

import type {EngineOutput} from '../engine/outputs.js';
import {outputText} from './output-text.js';

/** The offset basis 0xcbf29ce484222325, in halves. */
const BASIS_HIGH = 0xcb_f2_9c_e4;
const BASIS_LOW = 0x84_22_23_25;
/** The prime is 2^40 and this. */
const PRIME_LOW = 0x1_b3;
const TWO_32 = 0x1_00_00_00_00;

const utf8 = new TextEncoder();

export class OutputHash {
	#high = BASIS_HIGH;
	#low = BASIS_LOW;
	#outputs = 0;

	/** Outputs that were added. */
	get outputs(): number {
		return this.#outputs;
	}

	/** Sixteen hexadecimal digits. */
	get value(): string {
		return [this.#high, this.#low].map((half) => half.toString(16).padStart(8, '0')).join('');
	}

	add(output: EngineOutput): void {
		this.#outputs += 1;
		this.addText(`${outputText(output)}\n`);
	}

	/** Of a changed book its id alone: what is in it shows in what follows, and its text is most of the work. */
	addBriefly(output: EngineOutput): void {
		if (output.kind !== 'book') this.add(output);
		else {
			this.#outputs += 1;
			this.addText(`book ${output.updateId} ${output.epoch}\n`);
		}
	}

	addText(text: string): void {
		let [high, low] = [this.#high, this.#low];
		for (const byte of utf8.encode(text)) {
			const mixed = (low ^ byte) >>> 0;
			// Below 2^41, so exact.
			const product = mixed * PRIME_LOW;
			low = product >>> 0;
			high = (Math.imul(high, PRIME_LOW) + (mixed << 8) + Math.floor(product / TWO_32)) >>> 0;
		}

		this.#high = high;
		this.#low = low;
	}
}

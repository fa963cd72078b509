/** Text on its way to a writer that may be slower than we are: in order, and never waiting. */

/** The part of a Node `Writable` that is needed: `write` is false when enough is under way until `drain`. */
export type TextTarget = {
	write(text: string): boolean;
	once(event: 'drain', listener: () => void): unknown;
};

/** What is queued; `size` is its share of the bound, in characters. */
type Queued<Entry> = {readonly entry: Entry; readonly size: number};

export class OutputQueue<Entry> {
	readonly #target: TextTarget;
	readonly #render: (entry: Entry) => string;
	#queued: Queued<Entry>[] = [];
	#size = 0;
	#blocked = false;
	#onEmptied: () => void = () => {};

	/** @param render is called at the moment of writing. */
	constructor(target: TextTarget, render: (entry: Entry) => string) {
		this.#target = target;
		this.#render = render;
	}

	/** Characters that wait for the writer. */
	get size(): number {
		return this.#size;
	}

	get isEmpty(): boolean {
		return this.#queued.length === 0;
	}

	/** Called each time that nothing waits any more. */
	onEmptied(listener: () => void): void {
		this.#onEmptied = listener;
	}

	push(entry: Entry, size: number): void {
		if (this.#blocked) {
			this.#queued.push({entry, size});
			this.#size += size;
		} else this.#write(entry);
	}

	/** Takes what waits apart; the kept keep their order. @returns how many went. */
	filter(keep: (entry: Entry, index: number) => boolean): number {
		const kept = this.#queued.filter(({entry}, index) => keep(entry, index));
		const gone = this.#queued.length - kept.length;
		this.#queued = kept;
		this.#size = kept.reduce((sum, {size}) => sum + size, 0);
		return gone;
	}

	findLastIndex(wanted: (entry: Entry) => boolean): number {
		return this.#queued.findLastIndex(({entry}) => wanted(entry));
	}

	removeAt(index: number): void {
		for (const {size} of this.#queued.splice(index, 1)) this.#size -= size;
	}

	#write(entry: Entry): void {
		if (this.#target.write(this.#render(entry))) return;
		this.#blocked = true;
		this.#target.once('drain', () => {
			this.#drain();
		});
	}

	#drain(): void {
		this.#blocked = false;
		let written = 0;
		for (const {entry, size} of this.#queued) {
			if (this.#blocked) break;
			this.#write(entry);
			this.#size -= size;
			written += 1;
		}

		this.#queued.splice(0, written);
		if (this.#queued.length === 0) this.#onEmptied();
	}
}

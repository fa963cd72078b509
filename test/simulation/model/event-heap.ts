/** Virtual time: things to do, in the order of their moments; equal moments keep the order they came in. */
export class EventHeap {
	readonly #items: {at: number; order: number; run: () => void}[] = [];
	#order = 0;
	now = 0;

	at(moment: number, run: () => void): void {
		this.#items.push({at: Math.max(moment, this.now), order: this.#order, run});
		this.#order += 1;
		this.#siftUp(this.#items.length - 1);
	}

	/** Runs the earliest thing. @returns false when nothing is left. */
	next(): boolean {
		const first = this.#items[0];
		const last = this.#items.pop();
		if (first === undefined || last === undefined) return false;
		if (this.#items.length > 0) {
			this.#items[0] = last;
			this.#siftDown(0);
		}

		this.now = first.at;
		first.run();
		return true;
	}

	#before(a: number, b: number): boolean {
		const one = this.#items[a]!;
		const two = this.#items[b]!;
		return one.at < two.at || (one.at === two.at && one.order < two.order);
	}

	#swap(a: number, b: number): void {
		[this.#items[a], this.#items[b]] = [this.#items[b]!, this.#items[a]!];
	}

	#siftUp(from: number): void {
		for (let index = from; index > 0; ) {
			const parent = (index - 1) >> 1;
			if (!this.#before(index, parent)) return;
			this.#swap(index, parent);
			index = parent;
		}
	}

	#siftDown(from: number): void {
		for (let index = from; ; ) {
			const left = 2 * index + 1;
			let least = index;
			if (left < this.#items.length && this.#before(left, least)) least = left;
			if (left + 1 < this.#items.length && this.#before(left + 1, least)) least = left + 1;
			if (least === index) return;
			this.#swap(index, least);
			index = least;
		}
	}
}

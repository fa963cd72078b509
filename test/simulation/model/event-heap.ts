/** Virtual time: tasks in order of time; tasks of equal time in order of insertion. */
export class EventHeap {
	readonly #items: Item[] = [];
	#order = 0;
	now = 0;

	at(moment: number, run: () => void): void {
		const item = {at: Math.max(moment, this.now), order: this.#order, run};
		this.#order += 1;
		this.#items.push(item);
		this.#rise(item, this.#items.length - 1);
	}

	/** Runs the earliest task. @returns false if none is left. */
	next(): boolean {
		const first = this.#items[0];
		const last = this.#items.pop();
		if (first === undefined || last === undefined) return false;
		if (this.#items.length > 0) this.#sink(last);
		this.now = first.at;
		first.run();
		return true;
	}

	#rise(item: Item, from: number): void {
		const items = this.#items;
		let index = from;
		while (index > 0) {
			const parent = (index - 1) >> 1;
			if (!isBefore(item, items[parent]!)) break;
			items[index] = items[parent]!;
			index = parent;
		}

		items[index] = item;
	}

	/** From the top down to its place. */
	#sink(item: Item): void {
		const items = this.#items;
		let index = 0;
		for (let child = 1; child < items.length; child = 2 * index + 1) {
			if (child + 1 < items.length && isBefore(items[child + 1]!, items[child]!)) child += 1;
			if (!isBefore(items[child]!, item)) break;
			items[index] = items[child]!;
			index = child;
		}

		items[index] = item;
	}
}

type Item = {readonly at: number; readonly order: number; readonly run: () => void};

const isBefore = (one: Item, two: Item): boolean => one.at < two.at || (one.at === two.at && one.order < two.order);

/** A running hash of all outputs and effects: equal seeds give equal hashes. */
export class Trace {
	#hash = 0;

	get value(): number {
		return this.#hash >>> 0;
	}

	number(value: number): void {
		this.#hash = (Math.imul(this.#hash ^ (value | 0), 0x9e_37_79_b1) + Math.floor(value / 4_294_967_296)) | 0;
		this.#hash ^= this.#hash >>> 15;
	}

	text(text: string): void {
		let hash = this.#hash;
		for (let index = 0; index < text.length; index += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
		this.#hash = hash;
	}

	/** Any plain value; a bigint counts by its digits. */
	anything(value: unknown): void {
		this.text(JSON.stringify(value, (_key, member: unknown) => (typeof member === 'bigint' ? String(member) : member)));
	}
}

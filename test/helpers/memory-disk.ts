/** A drive in memory that can fail at any of its operations, and be cut off at any byte. */

import {createHash} from 'node:crypto';
import type {DiskPort, OpenFile} from '../../source/recording/log/disk.js';

/** What the system says. */
export class DiskError extends Error {
	readonly code: string;

	constructor(code: string) {
		super(code);
		this.code = code;
	}
}

type Stored = {bytes: Uint8Array; /** What a loss of power leaves. */ synced: number};

export class MemoryDisk implements DiskPort {
	readonly files = new Map<string, Stored>();
	free = Number.POSITIVE_INFINITY;
	operations = 0;
	/** Fails this operation, counted from 1, and so many behind it. */
	failing: {readonly at: number; readonly times: number; readonly code: string} | undefined;

	create(path: string): OpenFile {
		this.#operate();
		if (this.files.has(path)) throw new DiskError('EEXIST');
		this.files.set(path, {bytes: new Uint8Array(), synced: 0});
		return this.#opened(path);
	}

	reopen(path: string, keepBytes: number): OpenFile {
		this.#operate();
		const file = this.#file(path);
		file.bytes = file.bytes.slice(0, keepBytes);
		return this.#opened(path);
	}

	read(path: string): Uint8Array {
		return this.#file(path).bytes;
	}

	size(path: string): number {
		return this.#file(path).bytes.length;
	}

	list(folder: string): readonly string[] {
		const inside = [...this.files.keys()].filter((path) => path.startsWith(`${folder}/`));
		return [...new Set(inside.map((path) => path.slice(folder.length + 1).split('/', 1)[0] ?? ''))];
	}

	replace(path: string, text: string): void {
		this.#operate();
		const bytes = new TextEncoder().encode(text);
		this.files.set(path, {bytes, synced: bytes.length});
	}

	remove(path: string): void {
		this.#operate();
		this.files.delete(path);
	}

	freeBytes(): number {
		this.#operate();
		return this.free;
	}

	sha256(path: string): string {
		this.#operate();
		return createHash('sha256').update(this.read(path)).digest('hex');
	}

	/** What would be there after a kill: each open file up to a byte of what was not synced. */
	killed(fraction: number): MemoryDisk {
		const left = new MemoryDisk();
		for (const [path, {bytes, synced}] of this.files) {
			const kept = synced + Math.floor((bytes.length - synced) * fraction);
			left.files.set(path, {bytes: bytes.slice(0, kept), synced: kept});
		}

		return left;
	}

	#file(path: string): Stored {
		const file = this.files.get(path);
		if (file === undefined) throw new DiskError('ENOENT');
		return file;
	}

	#operate(): void {
		this.operations += 1;
		const {failing, operations} = this;
		if (failing !== undefined && operations >= failing.at && operations < failing.at + failing.times) throw new DiskError(failing.code);
	}

	#opened(path: string): OpenFile {
		const file = this.#file(path);
		return {
			write: (bytes) => {
				const before = file.bytes;
				let taken = bytes.length;
				try {
					this.#operate();
				} catch (error) {
					// A part of it stands there.
					taken = Math.floor(bytes.length / 2);
					throw error;
				} finally {
					const grown = new Uint8Array(before.length + taken);
					grown.set(before);
					grown.set(bytes.subarray(0, taken), before.length);
					file.bytes = grown;
				}
			},
			sync: () => {
				this.#operate();
				file.synced = file.bytes.length;
			},
			isThere: () => this.files.get(path) === file,
			finish: (finalPath) => {
				this.#operate();
				file.synced = file.bytes.length;
				if (this.files.get(path) !== file) throw new DiskError('ENOENT');
				this.files.delete(path);
				this.files.set(finalPath, file);
			},
			truncate: (bytes) => {
				this.#operate();
				file.bytes = file.bytes.slice(0, bytes);
			},
			close: () => {},
		};
	}
}

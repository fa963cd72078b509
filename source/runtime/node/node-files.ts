/**
 * The one place that opens files. A path from outside may be a pipe, a device, a file without end, a link that
 * somebody else laid, or may lie on a drive that does not answer: none of them can hang the program or fill it.
 */

import {constants, type Stats} from 'node:fs';
import {lstat, mkdir, open, rename, stat, unlink, type FileHandle} from 'node:fs/promises';
import {dirname} from 'node:path';

export type FileFault = 'not-plain' | 'too-large' | 'foreign' | 'foreign-link' | 'no-answer';

const SENTENCES: Readonly<Record<FileFault, string>> = {
	'not-plain': 'it is not a plain file',
	'too-large': 'it is too large',
	foreign: 'it belongs to somebody else',
	'foreign-link': 'it is a link that somebody else made',
	'no-answer': 'its drive does not answer',
};

/** What is wrong with a file, beside what the system says itself. */
export class FileError extends Error {
	override readonly name = 'FileError';
	readonly code: FileFault;

	constructor(code: FileFault) {
		super(SENTENCES[code]);
		this.code = code;
	}
}

/** For its owner alone. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const {O_RDONLY, O_WRONLY, O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY} = constants;

/** Undefined where the system has no owners. */
const ownId = (): number | undefined => process.geteuid?.();
const isOwn = ({uid}: Stats): boolean => ownId() === undefined || uid === ownId();
const ROOT = 0;

/** Opens nothing that waits, and gives back nothing but a plain file. @throws {FileError} or what the system says. */
const openPlain = async (path: string, flags: number): Promise<FileHandle> => {
	const link = await lstat(path).catch(() => undefined);
	const isLink = link?.isSymbolicLink() === true;
	if (isLink && !isOwn(link) && link.uid !== ROOT) throw new FileError('foreign-link');
	// Checked before it is opened, too: opening some devices has an effect.
	if (link !== undefined && !(isLink ? await stat(path) : link).isFile()) throw new FileError('not-plain');
	const handle = await open(path, flags | O_NONBLOCK | O_NOCTTY | (isLink ? 0 : O_NOFOLLOW), FILE_MODE);
	try {
		if (!(await handle.stat()).isFile()) throw new FileError('not-plain');
		return handle;
	} catch (error) {
		await handle.close();
		throw error;
	}
};

/** The whole text. @throws {FileError} where it has more bytes than that, or is none that text is read from. */
export const readText = async (path: string, maxBytes: number): Promise<string> => {
	const handle = await openPlain(path, O_RDONLY);
	try {
		if ((await handle.stat()).size > maxBytes) throw new FileError('too-large');
		// Bounded while reading, too: the file may have no size, or grow.
		const bytes = Buffer.alloc(maxBytes + 1);
		const length = await readInto(handle, bytes);
		if (length > maxBytes) throw new FileError('too-large');
		return bytes.toString('utf8', 0, length);
	} finally {
		await handle.close();
	}
};

const readInto = async (handle: FileHandle, bytes: Buffer): Promise<number> => {
	let length = 0;
	for (;;) {
		// Each part comes after the one before.
		// oxlint-disable-next-line no-await-in-loop
		const {bytesRead} = await handle.read(bytes, length, bytes.length - length, null);
		length += bytesRead;
		if (bytesRead === 0 || length === bytes.length) return length;
	}
};

/** Appends to our own file, after it became `.1` where it would grow beyond the bound. @throws as {@link readText}. */
export const appendText = async (path: string, text: string, maxBytes: number): Promise<void> => {
	const handle = await openOwn(path);
	try {
		const {size} = await handle.stat();
		if (size === 0 || size + Buffer.byteLength(text) <= maxBytes) return await handle.writeFile(text);
	} finally {
		await handle.close();
	}

	await rename(path, `${path}.1`);
	await appendText(path, text, maxBytes);
};

const openOwn = async (path: string): Promise<FileHandle> => {
	await mkdir(dirname(path), {recursive: true, mode: FOLDER_MODE});
	const handle = await openPlain(path, O_WRONLY | O_APPEND | O_CREAT);
	const isOurs = isOwn(await handle.stat());
	// Root may write to another user's file where it was told to.
	if (isOurs || ownId() === ROOT) return handle;
	await handle.close();
	throw new FileError('foreign');
};

/** Replaces the file as a whole: a torn one would forget everything. What stood at its path is not followed. */
export const replaceText = async (path: string, text: string): Promise<void> => {
	const draft = `${path}.${process.pid}`;
	await unlink(draft).catch(() => {});
	await makeText(draft, text);
	await rename(draft, path);
};

/** Makes a file that is not there yet. @throws what the system says, `EEXIST` where it is. */
export const makeText = async (path: string, text: string): Promise<void> => {
	await mkdir(dirname(path), {recursive: true, mode: FOLDER_MODE});
	const handle = await open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, FILE_MODE);
	try {
		await handle.writeFile(text);
	} finally {
		await handle.close();
	}
};

/** A drive that takes longer does not answer. */
const ANSWER_MS = 2000;

/**
 * Runs file operations one at a time, each with a time limit. An operation that has timed out still blocks one of
 * libuv's few threads: until it ends everything else is refused at once, so that it never blocks more than one.
 */
export class FileLane {
	readonly #limitMs: number;
	#last: Promise<unknown> = Promise.resolve();
	#isStuck = false;

	constructor(limitMs = ANSWER_MS) {
		this.#limitMs = limitMs;
	}

	/** @throws {FileError} when there is no answer in time; else what the work throws. */
	async run<Result>(work: () => Promise<Result>): Promise<Result> {
		const turn = this.#last.then(async () => this.#limited(work));
		this.#last = turn.catch(() => {});
		return turn;
	}

	async #limited<Result>(work: () => Promise<Result>): Promise<Result> {
		if (this.#isStuck) throw new FileError('no-answer');
		const {promise: late, reject} = Promise.withResolvers<never>();
		const timer = setTimeout(() => {
			this.#isStuck = true;
			reject(new FileError('no-answer'));
		}, this.#limitMs);
		const done = work().finally(() => {
			clearTimeout(timer);
			this.#isStuck = false;
		});
		return Promise.race([done, late]);
	}
}

/** In words for a person. */
export const fileProblem = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The drive, in a thread that may wait for it. */

import {createHash} from 'node:crypto';
import {
	closeSync,
	constants,
	fstatSync,
	fsyncSync,
	ftruncateSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	renameSync,
	statfsSync,
	statSync,
	unlinkSync,
	writeSync,
} from 'node:fs';
import {dirname} from 'node:path';
import {constants as zlib, zstdCompressSync, zstdDecompressSync} from 'node:zlib';
import {codeOf} from '../domain/error-code.js';
import type {DiskPort, OpenFile} from './log/disk.js';
import type {ZstdPort} from './log/zstd.js';

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
/** Three times the speed of gzip at the same size; a higher level saves little. */
const LEVEL = 3;
/** A REST answer is a line too, and none is longer than some megabytes. */
const MAX_FRAME_BYTES = 268_435_456;
const {O_CREAT, O_EXCL, O_WRONLY, O_NOFOLLOW, O_APPEND} = constants;

export const nodeDisk: DiskPort = {
	create(path) {
		mkdirSync(dirname(path), {recursive: true, mode: FOLDER_MODE});
		return openFile(path, openSync(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_APPEND, FILE_MODE));
	},
	reopen(path, keepBytes) {
		const descriptor = openSync(path, O_WRONLY | O_NOFOLLOW | O_APPEND);
		ftruncateSync(descriptor, keepBytes);
		return openFile(path, descriptor);
	},
	read: (path) => readFileSync(path),
	size: (path) => statSync(path).size,
	list(folder) {
		try {
			return readdirSync(folder);
		} catch (error) {
			if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return [];
			throw error;
		}
	},
	replace(path, text) {
		const aside = `${path}.tmp`;
		const descriptor = openSync(aside, constants.O_CREAT | constants.O_TRUNC | O_WRONLY | O_NOFOLLOW, FILE_MODE);
		try {
			writeWhole(descriptor, Buffer.from(text));
			fsyncSync(descriptor);
		} finally {
			closeSync(descriptor);
		}

		renameSync(aside, path);
		syncFolder(dirname(path));
	},
	remove: (path) => unlinkSync(path),
	freeBytes(folder) {
		const {bavail, bsize} = statfsSync(folder);
		return bavail * bsize;
	},
	sha256: (path) => createHash('sha256').update(readFileSync(path)).digest('hex'),
};

const openFile = (path: string, descriptor: number): OpenFile => ({
	write: (bytes) => writeWhole(descriptor, bytes),
	sync: () => fsyncSync(descriptor),
	isThere() {
		const there = statSync(path, {throwIfNoEntry: false});
		const held = fstatSync(descriptor);
		return there !== undefined && there.ino === held.ino && there.dev === held.dev;
	},
	finish(finalPath) {
		fsyncSync(descriptor);
		closeSync(descriptor);
		renameSync(path, finalPath);
		syncFolder(dirname(finalPath));
	},
	truncate: (bytes) => ftruncateSync(descriptor, bytes),
	close: () => closeSync(descriptor),
});

/** A drive that is nearly full takes a part. */
const writeWhole = (descriptor: number, bytes: Uint8Array): void => {
	for (let offset = 0; offset < bytes.length;) offset += writeSync(descriptor, bytes, offset);
};

/** A name survives a loss of power only when its folder was written too. */
const syncFolder = (folder: string): void => {
	const descriptor = openSync(folder, constants.O_RDONLY);
	try {
		fsyncSync(descriptor);
	} finally {
		closeSync(descriptor);
	}
};

export const nodeZstd: ZstdPort = {
	compress: (bytes) => zstdCompressSync(bytes, {params: {[zlib.ZSTD_c_compressionLevel]: LEVEL, [zlib.ZSTD_c_checksumFlag]: 1}}),
	decompress: (frame) => zstdDecompressSync(frame, {maxOutputLength: MAX_FRAME_BYTES}),
};

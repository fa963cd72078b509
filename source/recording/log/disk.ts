/** The drive as a log writer needs it. Everything is done when it returns, and throws what the system says. */

import type {HoleReason} from './record.js';

export type DiskPort = {
	/** Creates folders on the way. @throws where the file is there already. */
	create(path: string): OpenFile;
	/** To be appended to. */
	reopen(path: string, keepBytes: number): OpenFile;
	read(path: string): Uint8Array;
	size(path: string): number;
	/** Names in a folder; none where it is not there. */
	list(folder: string): readonly string[];
	/** Writes the whole file under another name first; afterwards the old text is there or the new one. */
	replace(path: string, text: string): void;
	remove(path: string): void;
	/** For others to use. */
	freeBytes(folder: string): number;
	/** Hexadecimal SHA-256 of a file. */
	sha256(path: string): string;
};

export type OpenFile = {
	write(bytes: Uint8Array): void;
	/** Returns when it would survive a loss of power. */
	sync(): void;
	/** Whether the path still leads to it. */
	isThere(): boolean;
	/** Gives it its final name, so that that survives too. */
	finish(path: string): void;
	/** Cuts off what stands behind so many bytes. */
	truncate(bytes: number): void;
	close(): void;
};

const REASONS: ReadonlyMap<string, HoleReason> = new Map([
	['ENOSPC', 'disk-full'],
	['EDQUOT', 'disk-full'],
	['EFBIG', 'disk-full'],
	['EROFS', 'read-only'],
	['EACCES', 'read-only'],
	['EPERM', 'read-only'],
	['ENOENT', 'folder-gone'],
	['ENOTDIR', 'folder-gone'],
	['ESTALE', 'folder-gone'],
	['ENODEV', 'folder-gone'],
	['ENXIO', 'folder-gone'],
]);

/** @param code of the system's error. */
export const holeReasonOf = (code: string): HoleReason => REASONS.get(code) ?? 'disk-error';

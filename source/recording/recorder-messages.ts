/** Between a session's thread and the recorder's. */

import type {LogEntry} from './log/manifest.js';
import type {LogName} from './log/names.js';
import type {PackedHead} from './log/packed-lines.js';
import type {Hole, HoleReason, Recorded} from './log/record.js';

export type RecorderStart = {
	/** Absolute. */
	readonly folder: string;
	readonly by: Recorded;
	readonly minFreeBytes: number;
	/** Of a new recording. */
	readonly id: string;
	readonly createdMs: number;
};

export type RecorderMessage =
	/** Logs are counted from 0 in the order in which they are opened. */
	| {readonly kind: 'open'; readonly entry: LogEntry}
	| {readonly kind: 'instrument'; readonly name: LogName; readonly instrument: object}
	| {readonly kind: 'lines'; readonly block: Uint8Array<ArrayBuffer>}
	/** Lines that never were sent. `n` counts from the session's start here, too. */
	| {readonly kind: 'hole'; readonly head: PackedHead; readonly hole: Hole}
	| {readonly kind: 'close'};

export type RecorderReport =
	| {readonly kind: 'ready'}
	/** Nothing can be recorded there. */
	| {readonly kind: 'refused'; readonly message: string}
	/** So many bytes of lines wait no more. */
	| {readonly kind: 'taken'; readonly bytes: number}
	/** Since the start of the program, on the drive; and why nothing goes there, where it does not. */
	| {readonly kind: 'state'; readonly bytes: number; readonly failure?: HoleReason}
	| {readonly kind: 'closed'};

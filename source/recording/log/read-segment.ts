/** A segment's lines again, and what is wrong with it. */

import {framesOf, type SegmentFrame} from './frame.js';
import type {ZstdPort} from './zstd.js';

const decoder = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});

/** @returns the frame's lines without newlines, or a sentence that says what is wrong with it. */
const linesOf = (frame: SegmentFrame, zstd: ZstdPort): readonly string[] | string => {
	let text: string;
	try {
		text = decoder.decode(zstd.decompress(frame.compressed));
	} catch {
		return `the frame at byte ${frame.offset} is not what was written`;
	}

	const lines = text.split('\n');
	if (lines.pop() !== '' || lines.length !== frame.lines) return `the frame at byte ${frame.offset} does not hold ${frame.lines} lines`;
	return lines;
};

export type GoodFrames = {
	/** Read as they are asked for, so that a segment's whole text is never held. */
	readonly frames: Iterable<{readonly frame: SegmentFrame; readonly lines: readonly string[]}>;
	/** Up to where what was read is good; final when all was taken. */
	readonly goodBytes: () => number;
	/** What is wrong behind it; final when all was taken. */
	readonly wrong: () => string | undefined;
};

/** A segment up to the first frame that cannot be read. */
export const goodFrames = (segment: Uint8Array, zstd: ZstdPort): GoodFrames => {
	const {frames, wholeBytes} = framesOf(segment);
	let goodBytes = wholeBytes;
	let wrong = wholeBytes === segment.length ? undefined : `what stands from byte ${wholeBytes} on is no whole frame`;
	const read = function* () {
		for (const frame of frames) {
			const lines = linesOf(frame, zstd);
			if (typeof lines === 'string') {
				goodBytes = frame.offset;
				wrong = lines;
				return;
			}

			yield {frame, lines};
		}
	};

	return {frames: read(), goodBytes: () => goodBytes, wrong: () => wrong};
};

/**
 * A segment is a row of pairs: an index in a skippable frame of zstd, and the zstd frame that it tells of, which holds
 * whole lines. Readers of zstd skip the index; ours finds a moment with it and cuts a torn tail where a frame ends.
 *
 * Index, little-endian: magic 0x184D2A5B u32, size 32 u32; compressed bytes u32, lines u32, first n u64, first monotonic
 * microsecond u64, flags u32 (0), reserved u32 (0). Zstandard's frame format is RFC 8878.
 */

const INDEX_BYTES = 40;
const MAGIC = 0x18_4d_2a_5b;
const CONTENT_BYTES = 32;
const FRAME_MAGIC = 0xfd_2f_b5_28;

export type FrameIndex = {
	readonly compressedBytes: number;
	readonly lines: number;
	readonly firstN: number;
	readonly firstMonoMicros: number;
};

export const indexBytes = (index: FrameIndex): Uint8Array => {
	const bytes = new Uint8Array(INDEX_BYTES);
	const view = new DataView(bytes.buffer);
	view.setUint32(0, MAGIC, true);
	view.setUint32(4, CONTENT_BYTES, true);
	view.setUint32(8, index.compressedBytes, true);
	view.setUint32(12, index.lines, true);
	view.setBigUint64(16, BigInt(index.firstN), true);
	view.setBigUint64(24, BigInt(index.firstMonoMicros), true);
	return bytes;
};

/** One pair of a segment. */
export type SegmentFrame = FrameIndex & {
	/** Of the index, in the segment. */
	readonly offset: number;
	readonly compressed: Uint8Array;
};

export type SegmentFrames = {
	readonly frames: readonly SegmentFrame[];
	/** Up to where whole pairs stand. */
	readonly wholeBytes: number;
};

/** Where nothing but a torn pair follows, `wholeBytes` is short of the segment's end. */
export const framesOf = (segment: Uint8Array): SegmentFrames => {
	const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength);
	const frames: SegmentFrame[] = [];
	let offset = 0;
	for (;;) {
		const index = indexAt(view, offset);
		if (index === undefined) return {frames, wholeBytes: offset};
		const begin = offset + INDEX_BYTES;
		frames.push({...index, offset, compressed: segment.subarray(begin, begin + index.compressedBytes)});
		offset = begin + index.compressedBytes;
	}
};

const indexAt = (view: DataView, offset: number): FrameIndex | undefined => {
	if (offset + INDEX_BYTES + 4 > view.byteLength) return undefined;
	if (view.getUint32(offset, true) !== MAGIC || view.getUint32(offset + 4, true) !== CONTENT_BYTES) return undefined;
	const compressedBytes = view.getUint32(offset + 8, true);
	const begin = offset + INDEX_BYTES;
	if (compressedBytes < 4 || begin + compressedBytes > view.byteLength || view.getUint32(begin, true) !== FRAME_MAGIC) return undefined;
	return {
		compressedBytes,
		lines: view.getUint32(offset + 12, true),
		firstN: Number(view.getBigUint64(offset + 16, true)),
		firstMonoMicros: Number(view.getBigUint64(offset + 24, true)),
	};
};

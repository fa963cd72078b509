/** Zstandard, as RFC 8878 has it. */
export type ZstdPort = {
	/** One frame with its content checksum. */
	compress(bytes: Uint8Array): Uint8Array;
	/** @throws where it is no frame, or not what was compressed. */
	decompress(frame: Uint8Array): Uint8Array;
};

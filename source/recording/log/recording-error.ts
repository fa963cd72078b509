/** A folder that is no recording, or is not one that can be written to or read. */
export class RecordingError extends Error {
	override readonly name = 'RecordingError';
}

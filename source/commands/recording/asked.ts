import {RecordingError} from '../../recording/log/recording-error.js';
import {UsageError} from '../process/exit-code.js';

/** Opens the recording that a command names. @throws {UsageError} with a sentence if that is none. */
export const asked = <Opened>(open: () => Opened): Opened => {
	try {
		return open();
	} catch (error) {
		throw error instanceof RecordingError ? new UsageError(error.message) : error;
	}
};

import type {WireAnswer} from '../session/wire.js';
import type {HttpPort} from './node/ports.js';

/** One GET. Never rejects: a failure is an answer too. */
export const askRest = async (http: HttpPort, url: string, headers: Readonly<Record<string, string>>): Promise<WireAnswer> => {
	try {
		return {kind: 'reply', ...(await http.get(url, headers))};
	} catch (error) {
		return {kind: 'failed', message: error instanceof Error ? error.message : String(error)};
	}
};

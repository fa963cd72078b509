/** The version, from the package that this file belongs to. */

import {readFile} from 'node:fs/promises';

const PACKAGE = new URL('../../package.json', import.meta.url);

export const programVersion = async (): Promise<string> => {
	const parsed: unknown = JSON.parse(await readFile(PACKAGE, 'utf8'));
	if (typeof parsed !== 'object' || parsed === null || !('version' in parsed)) return 'unknown';
	return typeof parsed.version === 'string' ? parsed.version : 'unknown';
};

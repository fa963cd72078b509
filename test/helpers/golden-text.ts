/** Text that is compared with a file; `UPDATE_GOLDEN=1` writes it anew. */

import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {expect} from 'vitest';

export const expectGolden = (file: URL, text: string, hint = ''): void => {
	if (process.env['UPDATE_GOLDEN'] === '1') {
		mkdirSync(new URL('.', file), {recursive: true});
		writeFileSync(file, `${text}\n`);
	}

	expect(existsSync(file), `${file.pathname} is missing: run with UPDATE_GOLDEN=1`).toBe(true);
	expect(`${text}\n`, hint).toBe(readFileSync(file, 'utf8'));
};

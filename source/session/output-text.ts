/** One exact text for everything that a session says and wants done, such that equal things have equal texts. */

import {detachDiff} from '../domain/feed-event.js';
import type {EngineOutput} from '../engine/outputs.js';
import type {WireEffect} from './wire.js';

const plain = (_key: string, value: unknown): unknown => {
	if (typeof value === 'bigint') return `${value}n`;
	return value instanceof Map ? [...value] : value;
};

/** JSON in a line. The columns of a diff are a buffer that is used again: only its levels count. */
export const outputText = (said: EngineOutput | WireEffect): string =>
	JSON.stringify(said.kind === 'book' ? {...said, diff: detachDiff(said.diff)} : said, plain);

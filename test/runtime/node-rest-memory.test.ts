import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {unixMs} from '../../source/domain/units.js';
import {nodeRestMemory} from '../../source/runtime/node-rest-memory.js';

let folder = '';
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'mm-tui-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const VENUE = 'https://venue.example';
const NOW = unixMs(1_800_000_000_000);

test('what one program was asked to keep to, the next one keeps to', () => {
	nodeRestMemory(folder).remember(VENUE, unixMs(NOW + 118_000), NOW);
	expect(nodeRestMemory(folder).holdUntil(VENUE, NOW)).toBe(NOW + 118_000);
	expect(nodeRestMemory(folder).holdUntil('https://other.example', NOW)).toBeUndefined();
});

test('what has run out is forgotten with the next word', () => {
	const memory = nodeRestMemory(folder);
	memory.remember(VENUE, unixMs(NOW + 1000), NOW);
	memory.remember('https://other.example', unixMs(NOW + 9000), unixMs(NOW + 5000));
	expect(memory.holdUntil(VENUE, NOW)).toBeUndefined();
	expect(memory.holdUntil('https://other.example', unixMs(NOW + 5000))).toBe(NOW + 9000);
});

const DAY_MS = 86_400_000;

describe('a hold is believed', () => {
	test.each<[saidAgoMs: number, fromNowMs: number, believed: boolean]>([
		[0, 1, true],
		[0, 0, false],
		[60_000, -1, false],
		[0, 3 * DAY_MS, true],
		[0, 3 * DAY_MS + 1, false],
		[DAY_MS, 2 * DAY_MS, true],
		[DAY_MS, 2 * DAY_MS + 1, false],
		[-1, 1000, false],
		[-365 * DAY_MS, 120_000, false],
	])('said %i ms ago, for %i ms from now: %s', (saidAgoMs, fromNowMs, believed) => {
		writeFileSync(join(folder, 'rest-hold.json'), JSON.stringify({[VENUE]: [NOW - saidAgoMs, NOW + fromNowMs]}));
		expect(nodeRestMemory(folder).holdUntil(VENUE, NOW)).toBe(believed ? NOW + fromNowMs : undefined);
	});

	test('and what is not is gone with the next word', () => {
		writeFileSync(join(folder, 'rest-hold.json'), JSON.stringify({[VENUE]: [NOW + DAY_MS, NOW + DAY_MS + 1]}));
		nodeRestMemory(folder).remember('https://other.example', unixMs(NOW + 5), NOW);
		expect(JSON.parse(readFileSync(join(folder, 'rest-hold.json'), 'utf8'))).toEqual({'https://other.example': [NOW, NOW + 5]});
	});
});

test.each(['', '{', 'null', '[]', '{"https://venue.example":"soon"}', '{"https://venue.example":1800000118000}', '{"https://venue.example":[1,null]}', '{"https://venue.example":["x",9e15]}', '{"__proto__":{"x":1}}'])('a file that holds %s is as good as none', (text) => {
	writeFileSync(join(folder, 'rest-hold.json'), text);
	expect(nodeRestMemory(folder).holdUntil(VENUE, NOW)).toBeUndefined();
	expect(({} as Record<string, unknown>)['x']).toBeUndefined();
});

test('a folder that cannot be written to stops nothing', () => {
	writeFileSync(join(folder, 'file'), '');
	const memory = nodeRestMemory(join(folder, 'file', 'below'));
	expect(() => memory.remember(VENUE, unixMs(NOW + 1), NOW)).not.toThrow();
	expect(memory.holdUntil(VENUE, NOW)).toBeUndefined();
});

test('the file is its owner\'s alone, and no draft is left beside it', () => {
	nodeRestMemory(folder).remember(VENUE, unixMs(NOW + 1), NOW);
	expect(readdirSync(folder)).toEqual(['rest-hold.json']);
	expect(statSync(join(folder, 'rest-hold.json')).mode & 0o777).toBe(0o600);
});

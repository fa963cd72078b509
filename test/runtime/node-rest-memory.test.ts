import {mkdtempSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
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
	expect(nodeRestMemory(folder).holdUntil(VENUE)).toBe(NOW + 118_000);
	expect(nodeRestMemory(folder).holdUntil('https://other.example')).toBeUndefined();
});

test('what has run out is forgotten with the next word', () => {
	const memory = nodeRestMemory(folder);
	memory.remember(VENUE, unixMs(NOW + 1000), NOW);
	memory.remember('https://other.example', unixMs(NOW + 9000), unixMs(NOW + 5000));
	expect(memory.holdUntil(VENUE)).toBeUndefined();
	expect(memory.holdUntil('https://other.example')).toBe(NOW + 9000);
});

test.each(['', '{', 'null', '[]', '{"https://venue.example":"soon"}', '{"__proto__":{"x":1}}'])('a file that holds %s is as good as none', (text) => {
	writeFileSync(join(folder, 'rest-hold.json'), text);
	expect(nodeRestMemory(folder).holdUntil(VENUE)).toBeUndefined();
	expect(({} as Record<string, unknown>)['x']).toBeUndefined();
});

test('a folder that cannot be written to stops nothing', () => {
	writeFileSync(join(folder, 'file'), '');
	const memory = nodeRestMemory(join(folder, 'file', 'below'));
	expect(() => memory.remember(VENUE, unixMs(NOW + 1), NOW)).not.toThrow();
	expect(memory.holdUntil(VENUE)).toBeUndefined();
});

test('the file is its owner\'s alone, and no draft is left beside it', () => {
	nodeRestMemory(folder).remember(VENUE, unixMs(NOW + 1), NOW);
	expect(readdirSync(folder)).toEqual(['rest-hold.json']);
	expect(statSync(join(folder, 'rest-hold.json')).mode & 0o777).toBe(0o600);
});

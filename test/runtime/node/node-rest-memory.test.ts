import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {unixMs} from '../../../source/domain/units.js';
import {nodeRestMemory, REST_FILE} from '../../../source/runtime/node/node-rest-memory.js';
import {openState} from '../../../source/runtime/node/node-state-file.js';

let folder = '';
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'mm-tui-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const VENUE = 'https://venue.example';
const NOW = unixMs(1_800_000_000_000);

/** What a starting program reads. */
const started = async (at = folder) => {
	const store = await openState([REST_FILE], {folder: at});
	return {memory: nodeRestMemory(store), settled: async () => store.settled()};
};

test('what one program was asked to keep to, the next one keeps to', async () => {
	const {memory, settled} = await started();
	memory.remember(VENUE, unixMs(NOW + 118_000), NOW);
	expect(memory.holdUntil(VENUE, NOW)).toBe(NOW + 118_000);
	await settled();
	const next = (await started()).memory;
	expect(next.holdUntil(VENUE, NOW)).toBe(NOW + 118_000);
	expect(next.holdUntil('https://other.example', NOW)).toBeUndefined();
});

test('two programs at once take nothing from each other', async () => {
	const [one, two] = [await started(), await started()];
	one.memory.remember(VENUE, unixMs(NOW + 1000), NOW);
	await one.settled();
	two.memory.remember('https://other.example', unixMs(NOW + 2000), NOW);
	await two.settled();
	expect((await started()).memory.holdUntil(VENUE, NOW)).toBe(NOW + 1000);
	expect(two.memory.holdUntil(VENUE, NOW)).toBe(NOW + 1000);
});

test('a wait asked of another program is known after a look, and the longer of two holds', async () => {
	const [one, two] = [await started(), await started()];
	one.memory.remember(VENUE, unixMs(NOW + 120_000), NOW);
	await one.settled();
	await two.memory.refresh();
	expect(two.memory.holdUntil(VENUE, NOW)).toBe(NOW + 120_000);
	const three = await started(join(folder));
	three.memory.remember(VENUE, unixMs(NOW + 1000), NOW);
	await three.settled();
	expect((await started()).memory.holdUntil(VENUE, NOW)).toBe(NOW + 120_000);
});

test('what has run out is forgotten with the next word', async () => {
	const {memory} = await started();
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
	])('said %i ms ago, for %i ms from now: %s', async (saidAgoMs, fromNowMs, believed) => {
		writeFileSync(join(folder, 'rest-hold.json'), JSON.stringify({[VENUE]: [NOW - saidAgoMs, NOW + fromNowMs]}));
		expect((await started()).memory.holdUntil(VENUE, NOW)).toBe(believed ? NOW + fromNowMs : undefined);
	});

	test('and what is not is gone with the next word', async () => {
		writeFileSync(join(folder, 'rest-hold.json'), JSON.stringify({[VENUE]: [NOW + DAY_MS, NOW + DAY_MS + 1]}));
		const {memory, settled} = await started();
		memory.remember('https://other.example', unixMs(NOW + 5), NOW);
		await settled();
		expect(JSON.parse(readFileSync(join(folder, 'rest-hold.json'), 'utf8'))).toEqual({'https://other.example': [NOW, NOW + 5]});
	});
});

test.each([
	'',
	'{',
	'null',
	'[]',
	'{"https://venue.example":"soon"}',
	'{"https://venue.example":1800000118000}',
	'{"https://venue.example":[1,null]}',
	'{"https://venue.example":["x",9e15]}',
	'{"__proto__":{"x":1}}',
])('a file that holds %s is as good as none', async (text) => {
	writeFileSync(join(folder, 'rest-hold.json'), text);
	expect((await started()).memory.holdUntil(VENUE, NOW)).toBeUndefined();
	expect(({} as Record<string, unknown>)['x']).toBeUndefined();
});

test('a folder that cannot be written to stops nothing, and this run remembers', async () => {
	writeFileSync(join(folder, 'file'), '');
	const {memory, settled} = await started(join(folder, 'file', 'below'));
	memory.remember(VENUE, unixMs(NOW + 1), NOW);
	await settled();
	expect(memory.holdUntil(VENUE, NOW)).toBe(NOW + 1);
});

test("the file is its owner's alone, and no draft is left beside it", async () => {
	const {memory, settled} = await started();
	memory.remember(VENUE, unixMs(NOW + 1), NOW);
	await settled();
	expect(readdirSync(folder)).toEqual(['rest-hold.json']);
	expect(statSync(join(folder, 'rest-hold.json')).mode & 0o777).toBe(0o600);
});

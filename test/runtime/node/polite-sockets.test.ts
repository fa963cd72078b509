import {mkdtempSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import * as fc from 'fast-check';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {unixMs} from '../../../source/domain/units.js';
import {binance} from '../../../source/venue/binance/index.js';
import {DIALS_FILE, nodeDialMemory} from '../../../source/runtime/node/node-dial-memory.js';
import {earliestDialMs, NO_DIALS, politeSockets, type DialMemory, type DialRecord} from '../../../source/runtime/node/polite-sockets.js';
import {openState, type StateStore} from '../../../source/runtime/node/node-state-file.js';
import {FakeWorld} from '../../helpers/fake-ports.js';
import {sharedStore} from '../../helpers/state-store.js';

const {dials: limits} = binance.limits;
const URL_OF_VENUE = 'wss://venue.example:9443/stream?streams=x';
const HOST = 'venue.example:9443';

let folder = '';
let shared = sharedStore();
beforeEach(() => {
	shared = sharedStore();
	folder = mkdtempSync(join(tmpdir(), 'mm-tui-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

/** A program; another one has its own memory over the same folder. */
const start = (world: FakeWorld, memory: DialMemory = nodeDialMemory(shared)) => {
	const ends: {code: number; detail: string}[] = [];
	const {clock, timers, sockets} = world.ports;
	const polite = politeSockets({connect: (url, handlers) => sockets.connect(url, handlers, limits)}, {memory, clock, timers});
	const connect = (url = URL_OF_VENUE) =>
		polite.connect(url, {onOpen: () => {}, onMessage: () => {}, onEnd: (code, detail) => void ends.push({code, detail})}, limits);
	return {ends, connect};
};

describe('thirty dials in five minutes', () => {
	test('are the most, however often the program is started anew', async () => {
		const world = new FakeWorld();
		for (let run = 0; run < 100; run += 1) {
			start(world).connect();
			await world.run(1000);
		}

		expect(world.sockets).toHaveLength(limits.most);
		await world.run(limits.windowMs - 100_000);
		const {ends, connect} = start(world);
		connect();
		await world.run(0);
		expect([world.sockets.length, ends]).toEqual([limits.most + 1, []]);
	});

	test('from before the clock was set back count no more, also when the clock comes there again', () => {
		const later = Array.from({length: limits.most - 1}, (_, index) => unixMs(600_000 + index));
		let record: DialRecord = {...NO_DIALS, dialledAtMs: later};
		const memory: DialMemory = {
			read: () => record,
			update(_host, change, done) {
				record = change(record);
				done?.();
			},
		};
		const world = new FakeWorld();
		const clock = {...world.ports.clock, now: () => ({...world.ports.clock.now(), wallMs: unixMs(500_000)})};
		politeSockets(
			{connect: (url, handlers) => world.ports.sockets.connect(url, handlers, limits)},
			{memory, clock, timers: world.ports.timers},
		).connect(URL_OF_VENUE, {onOpen: () => {}, onMessage: () => {}, onEnd: () => {}}, limits);
		expect(record.dialledAtMs).toEqual([500_000]);
		expect(earliestDialMs(record, unixMs(700_000), limits)).toBe(700_000);
	});

	test('beyond them the loss is reported at once, with the remaining time', async () => {
		const world = new FakeWorld();
		const {ends, connect} = start(world);
		for (let count = 0; count <= limits.most; count += 1) connect();
		expect(ends).toEqual([]);
		await world.run(0);
		expect(ends).toEqual([{code: 1006, detail: 'venue.example:9443 was dialled too often, also by other runs: not before 300 s'}]);
	});

	test('a refused one that is given up says nothing', async () => {
		const world = new FakeWorld();
		const {ends, connect} = start(world);
		for (let count = 0; count <= limits.most; count += 1) connect().terminate();
		await world.run(1000);
		expect(ends).toEqual([]);
	});

	test('are counted for each venue, and for none on this machine', () => {
		const world = new FakeWorld();
		const {connect} = start(world);
		for (let count = 0; count < 50; count += 1) for (const host of ['127.0.0.1:1', 'localhost:1', '[::1]:1']) connect(`ws://${host}/`);
		for (let count = 0; count < 20; count += 1) for (const host of ['a.example', 'b.example']) connect(`wss://${host}/`);
		expect(world.sockets).toHaveLength(190);
		// A host name that only resembles loopback counts as remote.
		for (let count = 0; count < 50; count += 1) connect('wss://127.0.0.1.example/');
		expect(world.sockets).toHaveLength(220);
	});

	test('whatever was remembered, a dial is possible within five minutes', () => {
		const time = fc.integer({min: 0, max: 2_000_000}).map(unixMs);
		fc.assert(
			fc.property(
				fc.array(time, {maxLength: 40}).map((times) => times.toSorted((a, b) => a - b)),
				time,
				time,
				(dialledAtMs, heldUntilMs, now) => {
					const earliest = earliestDialMs({dialledAtMs, heldUntilMs}, now, limits);
					const within = dialledAtMs.filter((at) => at > earliest - limits.windowMs && at <= earliest && at <= now);
					return earliest >= now && earliest <= now + limits.windowMs && within.length < limits.most + (earliest === now ? 0 : 1);
				},
			),
		);
	});
});

describe('a close for a policy violation (1008)', () => {
	test('keeps the next program from dialling for half a minute', async () => {
		const world = new FakeWorld();
		const first = start(world);
		first.connect();
		world.socket.handlers.onEnd(1008, 'close 1008');
		expect(first.ends).toEqual([{code: 1008, detail: 'close 1008'}]);
		await world.run(29_000);
		const second = start(world);
		second.connect();
		await world.run(0);
		expect(world.sockets).toHaveLength(1);
		expect(second.ends).toEqual([{code: 1006, detail: 'venue.example:9443 closed a connection for bad manners (1008): not before 1 s'}]);
		await world.run(1100);
		start(world).connect();
		expect(world.sockets).toHaveLength(2);
	});

	test('of another kind does not', () => {
		const world = new FakeWorld();
		const {connect} = start(world);
		connect();
		world.socket.handlers.onEnd(1006, 'close 1006');
		connect();
		expect(world.sockets).toHaveLength(2);
	});
});

describe('the file', () => {
	const open = async (at: string): Promise<StateStore> => openState([DIALS_FILE], {folder: at});

	test('is for its owner alone, and nothing is left beside it', async () => {
		const store = await open(join(folder, 'new'));
		nodeDialMemory(store).update(HOST, () => ({dialledAtMs: [unixMs(1), unixMs(2)], heldUntilMs: unixMs(3)}));
		await store.settled();
		expect(nodeDialMemory(await open(join(folder, 'new'))).read(HOST)).toEqual({dialledAtMs: [1, 2], heldUntilMs: 3});
		expect(readdirSync(join(folder, 'new'))).toEqual(['dials.json']);
		expect(statSync(join(folder, 'new', 'dials.json')).mode & 0o777).toBe(0o600);
	});

	test('counts the dials of programs that run at the same time', async () => {
		const world = new FakeWorld();
		const stores = [await open(folder), await open(folder)];
		const programs = stores.map((store) => start(world, nodeDialMemory(store)));
		for (let count = 0; count < 3; count += 1) {
			for (const [index, {connect}] of programs.entries()) {
				connect();
				await stores[index]?.settled();
			}
		}

		expect(nodeDialMemory(await open(folder)).read(HOST).dialledAtMs).toHaveLength(6);
	});

	test('lets programs that dial at the same moment have thirty together', async () => {
		const world = new FakeWorld();
		const stores = [await open(folder), await open(folder)];
		const programs = stores.map((store) => start(world, nodeDialMemory(store)));
		for (let count = 0; count < 20; count += 1) for (const {connect} of programs) connect();
		await Promise.all(stores.map(async (store) => store.settled()));
		await world.run(0);
		expect(world.sockets).toHaveLength(limits.most);
		expect(programs.flatMap(({ends}) => ends)).toHaveLength(10);
	});

	test('dials nothing that was given up while it was looked at', async () => {
		const world = new FakeWorld();
		const store = await open(folder);
		start(world, nodeDialMemory(store)).connect().terminate();
		await store.settled();
		expect(world.sockets).toEqual([]);
	});

	test('has a bound', async () => {
		const store = await open(folder);
		const memory = nodeDialMemory(store);
		for (let host = 0; host < 100; host += 1) memory.update(`h${host}`, () => ({dialledAtMs: [unixMs(1)], heldUntilMs: unixMs(0)}));
		await store.settled();
		expect(memory.read('h99').dialledAtMs).toEqual([1]);
		expect(memory.read('h0')).toBe(NO_DIALS);
		expect(statSync(join(folder, 'dials.json')).size).toBeLessThan(2000);
	});

	test.each([
		'',
		'{',
		'null',
		'{"a":1}',
		'[1]',
		'[["venue.example:9443",null]]',
		'[["venue.example:9443",{"dialledAtMs":"x","heldUntilMs":1}]]',
		'[["__proto__",{"dialledAtMs":[1],"heldUntilMs":1}]]',
		`[${'1,'.repeat(40_000)}1]`,
	])('that holds %j is none', async (text) => {
		writeFileSync(join(folder, 'dials.json'), text.slice(0, 80_000));
		expect(nodeDialMemory(await open(folder)).read(HOST)).toBe(NO_DIALS);
		expect('dialledAtMs' in {}).toBe(false);
	});

	test('that cannot be written is no hindrance, and this run remembers', async () => {
		writeFileSync(join(folder, 'file'), '');
		const store = await open(join(folder, 'file', 'below'));
		const memory = nodeDialMemory(store);
		memory.update(HOST, () => ({dialledAtMs: [unixMs(1)], heldUntilMs: unixMs(0)}));
		await store.settled();
		expect(memory.read(HOST).dialledAtMs).toEqual([1]);
	});
});

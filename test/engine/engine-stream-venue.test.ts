/** The engine with a venue that sends its book on the stream, with checksums. */

import {array, assert, constantFrom, property} from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Effect} from '../../source/engine/feed/types/effect.js';
import {Engine} from '../../source/engine/engine.js';
import type {EngineInput} from '../../source/engine/inputs.js';
import type {EngineOutput} from '../../source/engine/outputs.js';
import type {FeedStatus} from '../../source/engine/feed/types/status.js';
import {unixMs} from '../../source/domain/units.js';
import {instant, levels, type Pair} from '../helpers/diffs.js';
import {engineConfig} from '../helpers/engine-driver.js';
import {plain} from '../helpers/instruments.js';
import {madeUpSum, madeUpVenue, type MadeUpMessage} from '../helpers/made-up-venue.js';

const {book, limits, market} = madeUpVenue;
const TICK_MS = 50;
const UPDATE_EVERY_MS = 100;

/** The fault in the server's next message. */
type Fault = 'none' | 'wrong-sum' | 'lost-update' | 'wrong-level' | 'snapshot-again' | 'cut';

/** The venue's server, connected to the engine. */
class Scene {
	readonly told: {readonly output: EngineOutput; readonly trusted: boolean}[] = [];
	readonly asked: string[] = [];
	readonly dials: number[] = [];
	readonly engine: Engine;
	now = 0;
	/** The snapshot that a new connection gets. */
	snapshots: 'right' | 'wrong' | 'none' = 'right';
	active = true;
	#id = 100;
	readonly #bids = new Map<number, number>();
	readonly #asks = new Map<number, number>();
	#generation = 0;
	#work: (() => void)[] = [];

	constructor() {
		for (let away = 0; away < 8; away += 1) {
			this.#bids.set(10_000 - away, 10 + away);
			this.#asks.set(10_010 + away, 20 + away);
		}

		const rules = {book, limits, denseTradeIds: market.denseTradeIds, weightOf: () => 1};
		const sink = {
			output: (output: EngineOutput) => this.told.push({output, trusted: this.engine.view.trusted}),
			effect: (effect: Effect) => this.#carryOut(effect),
		};
		this.engine = new Engine(engineConfig({venue: 'made-up'}), rules, sink, instant(0), 1);
	}

	get statuses(): readonly FeedStatus[] {
		return this.told.flatMap(({output}) => (output.kind === 'status' ? [output.status] : []));
	}

	/** Best first. */
	sorted(side: 'bids' | 'asks'): readonly Pair[] {
		return [...(side === 'bids' ? this.#bids : this.#asks)].toSorted(([a], [b]) => (side === 'bids' ? b - a : a - b));
	}

	/** Whether the engine's book equals the server's. */
	get isRight(): boolean {
		const held = this.engine.view.book;
		const ours = [held.top('bid', 99), held.top('ask', 99)];
		return JSON.stringify(ours) === JSON.stringify([levels(this.sorted('bids')), levels(this.sorted('asks'))]);
	}

	run(ms: number, fault: Fault = 'none'): void {
		for (const end = this.now + ms; this.now < end;) {
			this.now += TICK_MS;
			for (const job of this.#work.splice(0)) job();
			this.step({kind: 'tick'});
			if (this.now % UPDATE_EVERY_MS === 0 && this.active) this.update(this.now === end ? fault : 'none');
		}
	}

	send(message: MadeUpMessage): void {
		const generation = this.#generation;
		if (generation === 0) return;
		market.read(JSON.stringify(message), plain, (event) => this.step({kind: 'event', generation, event}));
	}

	update(fault: Fault): void {
		const previous = this.#id;
		this.#id += 1;
		const isBid = this.#id % 2 === 0;
		const price = isBid ? 10_000 - (this.#id % 7) : 10_010 + (this.#id % 7);
		(isBid ? this.#bids : this.#asks).set(price, this.#id);
		const said: Pair = [price, fault === 'wrong-level' ? this.#id + 1 : this.#id];
		const sum = fault === 'wrong-sum' ? this.#sum + 1 : this.#sum;
		if (fault === 'cut') this.lose();
		else if (fault === 'snapshot-again') this.#sendSnapshot('right');
		else if (fault !== 'lost-update') {
			this.send({kind: 'update', id: this.#id, previous, bids: isBid ? [said] : [], asks: isBid ? [] : [said], sum});
		}
	}

	lose(): void {
		const generation = this.#generation;
		this.#generation = 0;
		if (generation > 0) this.step({kind: 'lost', generation, code: 1006, detail: 'close 1006'});
	}

	step(input: EngineInput): void {
		this.engine.step(input, instant(this.now));
		// A trusted book must be the server's at this moment.
		if (this.engine.view.trusted && this.#generation > 0 && this.engine.view.updateId === this.#id) expect(this.isRight).toBe(true);
	}

	get #sum(): number {
		return madeUpSum(levels(this.sorted('bids')), levels(this.sorted('asks')));
	}

	#sendSnapshot(kind: 'right' | 'wrong'): void {
		const sum = this.#sum + (kind === 'wrong' ? 1 : 0);
		this.send({kind: 'snapshot', id: this.#id, bids: this.sorted('bids'), asks: this.sorted('asks'), sum});
	}

	#carryOut(effect: Effect): void {
		if (effect.kind === 'connect') {
			this.dials.push(this.now);
			this.#work.push(() => {
				this.#generation = effect.generation;
				this.step({kind: 'opened', generation: effect.generation});
				if (this.snapshots !== 'none') this.#sendSnapshot(this.snapshots);
			});
		} else if (effect.kind === 'disconnect') this.#generation = 0;
		else if (effect.kind === 'request') this.#answer(effect);
	}

	#answer({requestId, call}: Extract<Effect, {kind: 'request'}>): void {
		this.asked.push(call.kind);
		const sentAt = instant(this.now);
		const result =
			call.kind === 'time'
				? ({kind: 'time', venueAtMs: unixMs(sentAt.wallMs)} as const)
				: ({kind: 'instrument', instrument: plain} as const);
		this.#work.push(() => this.step({kind: 'reply', requestId, sentAt, result}));
	}
}

const live = (): Scene => {
	const scene = new Scene();
	scene.run(1000);
	expect(scene.engine.view.status).toMatchObject({state: 'live', reason: 'start'});
	return scene;
};

describe('a book that comes on the stream', () => {
	test('is live from its snapshot on, and REST is asked for no book', () => {
		const scene = live();
		scene.run(120_000);
		expect([scene.engine.view.trusted, scene.isRight, scene.engine.view.counters.snapshots, scene.dials.length]).toEqual([
			true,
			true,
			1,
			1,
		]);
		expect(new Set(scene.asked)).toEqual(new Set(['instrument', 'time']));
	});

	test('is live at once, before any update', () => {
		const scene = new Scene();
		scene.active = false;
		scene.run(200);
		expect([scene.engine.view.status.state, scene.engine.view.trusted, scene.engine.view.updateId]).toEqual(['live', true, 100]);
	});

	test('that does not come has the connection made anew, however often the line starts over meanwhile', () => {
		const scene = new Scene();
		scene.snapshots = 'none';
		for (let second = 0; second < 13; second += 1) {
			scene.run(1000);
			scene.engine.step({kind: 'event', generation: 1, event: {kind: 'malformed', depth: true, message: 'odd'}}, instant(scene.now));
		}

		expect(scene.dials).toHaveLength(2);
		expect(scene.engine.view.trusted).toBe(false);
		scene.snapshots = 'right';
		scene.run(15_000);
		expect([scene.engine.view.trusted, scene.isRight]).toEqual([true, true]);
	});

	test('falls silent without a question by REST, is stale, and dialled anew', () => {
		const scene = live();
		scene.active = false;
		scene.run(4000);
		expect(scene.engine.view.status).toMatchObject({state: 'stale', reason: 'silent'});
		scene.run(12_000);
		expect(scene.dials.length).toBeGreaterThan(1);
		expect(scene.asked).not.toContain('probe');
	});
});

describe('a checksum that is another one', () => {
	test.each(['wrong-sum', 'wrong-level'] as const)('%s: no trust, a new connection, and the right book again', (fault) => {
		const scene = live();
		scene.run(100, fault);
		expect(scene.engine.view.trusted).toBe(false);
		expect(scene.engine.view.status).toMatchObject({reason: 'checksum'});
		scene.run(2000);
		expect(scene.engine.view.status).toMatchObject({state: 'live', reason: 'checksum'});
		expect([scene.isRight, scene.dials.length, scene.engine.view.counters.resyncs]).toEqual([true, 2, 1]);
	});

	test('of the snapshot itself: never trusted, requested again within the limits', () => {
		const scene = new Scene();
		scene.snapshots = 'wrong';
		scene.run(60_000);
		expect(scene.told.some(({trusted}) => trusted)).toBe(false);
		expect(scene.engine.view.status).toMatchObject({reason: 'checksum'});
		expect(scene.dials.length).toBeLessThanOrEqual(limits.dials.most);
		scene.snapshots = 'right';
		scene.run(60_000);
		expect([scene.engine.view.trusted, scene.isRight]).toEqual([true, true]);
	});

	test('after a healthy while the first wait is short again', () => {
		const scene = live();
		for (let round = 0; round < 4; round += 1) {
			scene.run(70_000);
			scene.run(100, 'wrong-sum');
			scene.run(900);
			expect(scene.engine.view.trusted).toBe(true);
		}
	});
});

test('a lost update names the id that was expected, and the one that came in its place', () => {
	const scene = live();
	const expectedId = scene.engine.view.updateId;
	scene.run(100, 'lost-update');
	scene.run(100);
	const gap = scene.statuses.find(({reason}) => reason === 'gap');
	expect(gap).toMatchObject({state: 'resyncing', expectedId, receivedId: (expectedId ?? 0) + 1});
	scene.run(2000);
	expect([scene.engine.view.trusted, scene.isRight]).toEqual([true, true]);
});

test('an unexpected snapshot is a new book: trust ends, and returns with it at once', () => {
	const scene = live();
	scene.run(100, 'snapshot-again');
	expect(scene.engine.view.status).toMatchObject({state: 'live', reason: 'id-regress'});
	expect([scene.isRight, scene.dials.length, scene.engine.view.counters.resyncs]).toEqual([true, 1, 1]);
});

test('several trades out of one message come one by one, in their order', () => {
	const scene = live();
	scene.send({kind: 'trades', list: [7, 8, 9].map((id) => ({id, price: 10_010, qty: id}))});
	scene.send({kind: 'heartbeat'});
	const trades = scene.told.flatMap(({output}) => (output.kind === 'trade' ? [output.trade.id] : []));
	expect(trades).toEqual([7, 8, 9]);
});

test('the venue’s own close code and waits hold, not those of another', () => {
	const scene = live();
	const lost = scene.dials.length;
	scene.engine.step({kind: 'lost', generation: 1, code: 4004, detail: 'close 4004'}, instant(scene.now));
	scene.run(19_900);
	expect(scene.dials).toHaveLength(lost);
	scene.run(2000);
	expect(scene.dials).toHaveLength(lost + 1);
});

test('whatever happens, a book that is believed is the server’s, and in the end it is', () => {
	const fault = constantFrom<Fault>('none', 'wrong-sum', 'lost-update', 'wrong-level', 'snapshot-again', 'cut');
	assert(
		property(array(fault, {maxLength: 8}), (faults) => {
			const scene = new Scene();
			for (const one of faults) scene.run(700, one);
			scene.run(40_000);
			expect([scene.engine.view.trusted, scene.isRight]).toEqual([true, true]);
		}),
		{numRuns: 15},
	);
});

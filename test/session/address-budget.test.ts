/** One budget for all sessions at an address: never beyond the grant, in turn, and nobody waits for ever. */

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {RestCall} from '../../source/engine/feed/types/rest-call.js';
import {RestQueue} from '../../source/engine/feed/rest/rest-queue.js';
import {seededRandom} from '../../source/domain/prng.js';
import {monotonicMs, unixMs, type Instant} from '../../source/domain/units.js';
import {AddressBudgets, MAX_SESSIONS_AT_AN_ADDRESS, type BudgetSharer} from '../../source/session/address-budget.js';

const MINUTE_MS = 60_000;
const LIMIT = 1000;
const OWN_SHARE = LIMIT / 2;
const TICK_MS = 50;
const KINDS = ['instrument', 'snapshot', 'probe', 'successor-snapshot', 'time'] as const;

/** Its depth is its weight. */
const callOf = (kind: (typeof KINDS)[number], weight: number): RestCall =>
	kind === 'instrument' || kind === 'time' ? {kind} : {kind, depth: weight};
const weightOf = (call: RestCall): number => ('depth' in call ? call.depth : call.kind === 'instrument' ? 20 : 1);

type Sent = {readonly who: number; readonly weight: number; readonly at: number; readonly kind: string};

/** Sessions of one address whose requests are answered a moment after they are sent. */
class Address {
	readonly budgets = new AddressBudgets();
	readonly users: {readonly queue: RestQueue; readonly sharer: BudgetSharer; readonly inFlight: number[]}[] = [];
	readonly sent: Sent[] = [];
	/** Inputs that sessions were given for the others' sake. */
	told = 0;
	now = 0;
	readonly #isShared: boolean;

	constructor(count: number, isShared = true) {
		this.#isShared = isShared;
		for (let who = 0; who < count; who += 1) {
			const limits = {weights: [{limit: LIMIT, intervalMs: MINUTE_MS}], refusals: {waitMs: new Map(), longestMs: MINUTE_MS}};
			const queue = new RestQueue(limits, weightOf, seededRandom(who));
			this.users.push({queue, sharer: this.budgets.join('https://venue.example'), inFlight: []});
		}
	}

	get at(): Instant {
		return {monoMs: monotonicMs(this.now), wallMs: unixMs(this.now)};
	}

	/** One session's step; all that it wants is asked as soon as it may. */
	step(who: number, wants: readonly RestCall[] = []): void {
		const user = this.users[who];
		if (user === undefined) throw new Error(`no session ${who}`);
		const {queue, sharer, inFlight} = user;
		const news = this.#isShared ? sharer.news(this.at) : undefined;
		if (news !== undefined) this.told += 1;
		if (news !== undefined) queue.share(news);
		for (const id of inFlight.splice(0)) queue.take(id, [], this.at);
		for (const call of wants) queue.want(call);
		queue.poll(this.at, (effect) => {
			if (effect.kind !== 'request') return;
			inFlight.push(effect.requestId);
			this.sent.push({who, weight: weightOf(effect.call), at: this.now, kind: effect.call.kind});
		});
		if (this.#isShared) sharer.note(queue, this.at);
	}

	/** Everybody's ticks. */
	run(ms: number): void {
		const end = this.now + ms;
		for (; this.now < end; this.now += TICK_MS) for (const who of this.users.keys()) this.step(who);
	}

	isBusy(): boolean {
		return this.users.some(({queue}) => KINDS.some((kind) => queue.isBusy(kind)));
	}

	/** Of each of the venue's minutes. */
	minutes(): readonly (readonly Sent[])[] {
		return [...Map.groupBy(this.sent, ({at}) => Math.floor(at / MINUTE_MS)).values()];
	}
}

const sumOf = (sent: readonly Sent[]): number => sent.reduce((sum, {weight}) => sum + weight, 0);

const demand = fc.record({
	who: fc.nat(),
	kind: fc.constantFrom(...KINDS),
	weight: fc.oneof({weight: 8, arbitrary: fc.integer({min: 1, max: OWN_SHARE})}, {weight: 1, arbitrary: fc.integer({min: 1, max: LIMIT})}),
	afterMs: fc.oneof({weight: 5, arbitrary: fc.constant(0)}, fc.integer({min: 0, max: 30_000})),
});

describe('sessions that share an address', () => {
	test('together never use more than our share of a minute, unless one request alone is dearer, and all of them get what they want', () => {
		fc.assert(
			fc.property(fc.integer({min: 1, max: 6}), fc.array(demand, {maxLength: 60}), (count, demands) => {
				const address = new Address(count);
				for (const {who, kind, weight, afterMs} of demands) {
					address.now += afterMs;
					address.step(who % count, [callOf(kind, weight)]);
				}

				// Each minute takes at least half of our share, or one that is dearer.
				const waiting = sumOf(address.sent) === 0 ? 0 : demands.length;
				for (let minute = 0; minute <= waiting + 2 && address.isBusy(); minute += 1) address.run(MINUTE_MS);
				expect(address.isBusy()).toBe(false);
				for (const minute of address.minutes()) {
					if (minute.length > 1) expect(sumOf(minute)).toBeLessThanOrEqual(OWN_SHARE);
				}
			}),
			{numRuns: 300},
		);
	});

	test('get their turns in the order in which they began to wait', () => {
		const address = new Address(5);
		address.step(0, [callOf('snapshot', 400)]);
		address.now = 100;
		// The order of their ticks is another one.
		for (const who of [4, 2, 3, 1]) address.step(who, [callOf('snapshot', 450)]);
		address.run(6 * MINUTE_MS);
		expect(address.sent.map(({who}) => who)).toEqual([0, 4, 2, 3, 1]);
		expect(address.sent.slice(1).map(({at}) => Math.floor(at / MINUTE_MS))).toEqual([1, 2, 3, 4]);
	});

	test('do not starve one by resyncs of the others that never end', () => {
		const address = new Address(4);
		for (; address.now < 10 * MINUTE_MS; address.now += TICK_MS) {
			for (const who of [0, 1, 2]) address.step(who, [callOf('snapshot', 240)]);
			address.step(3, address.now > MINUTE_MS ? [callOf('snapshot', 490)] : []);
		}

		const waited = address.sent.filter(({who}) => who === 3).map(({at}) => Math.floor(at / MINUTE_MS));
		expect(waited.length).toBeGreaterThanOrEqual(2);
		// After those who had waited before it: two of them fit into a minute.
		expect(waited[0]).toBe(3);
	});

	test('use what is left of a minute while a dear one waits for the next', () => {
		const address = new Address(3);
		address.step(0, [callOf('snapshot', 300)]);
		address.step(1, [callOf('snapshot', 450)]);
		address.step(2, [callOf('probe', 5)]);
		expect(address.sent.map(({who}) => who)).toEqual([0, 2]);
		address.now = MINUTE_MS;
		address.step(2, [callOf('successor-snapshot', 100)]);
		expect(address.sent).toHaveLength(2);
		address.step(1);
		expect(address.sent.at(-1)).toMatchObject({who: 1, weight: 450});
	});

	test('all keep the silence that the venue has asked one of them for', () => {
		const address = new Address(2);
		address.users[0]?.queue.heed(
			{kind: 'failed', failure: 'rate-limited', status: 429, retryAfterMs: 30_000, message: 'too many'},
			address.at.monoMs,
		);
		address.step(0);
		address.step(1, [callOf('snapshot', 10)]);
		address.run(29_900);
		expect(address.sent).toEqual([]);
		address.run(200);
		expect(address.sent).toHaveLength(1);
	});

	test('learn of a silence that one of them knows of from an earlier run', () => {
		const address = new Address(2);
		address.step(0);
		address.users[1]?.queue.hold(monotonicMs(30_000));
		address.step(1, [callOf('snapshot', 10)]);
		address.step(0, [callOf('snapshot', 10)]);
		address.run(29_900);
		expect(address.sent).toEqual([]);
		address.run(200);
		expect(address.sent).toHaveLength(2);
	});

	test('leave the line to the others when they close', () => {
		const address = new Address(3);
		address.step(0, [callOf('snapshot', 400)]);
		address.step(1, [callOf('snapshot', 450)]);
		address.step(2, [callOf('snapshot', 460)]);
		address.users[1]?.sharer.leave();
		address.now = MINUTE_MS;
		address.step(2);
		expect(address.sent.map(({who}) => who)).toEqual([0, 2]);
	});

	test('lose nothing of what is used where one is stepped within the step of another', () => {
		const address = new Address(2);
		address.step(0);
		address.step(1);
		const [one, other] = address.users;
		if (one === undefined || other === undefined) throw new Error('two sessions');
		one.queue.want(callOf('snapshot', 300));
		one.queue.poll(address.at, () => address.step(1, [callOf('snapshot', 100)]));
		one.sharer.note(one.queue, address.at);
		expect(one.sharer.news(address.at)?.budget.windows[0]?.used).toBe(400);
		expect(other.sharer.news(address.at)?.budget.windows[0]?.used).toBe(400);
	});

	test('keep count of what an ended one used', () => {
		const address = new Address(1);
		address.step(0, [callOf('snapshot', 400)]);
		address.users[0]?.sharer.leave();
		expect(address.budgets.join('https://venue.example').news(address.at)?.budget.windows[0]?.used).toBe(400);
		expect(address.budgets.join('https://other.example').news(address.at)).toBeUndefined();
	});
});

test('one that is alone is never told anything', () => {
	fc.assert(
		fc.property(fc.array(demand, {maxLength: 40}), (demands) => {
			const [shared, own] = [new Address(1), new Address(1, false)];
			for (const {kind, weight, afterMs} of demands) {
				for (const address of [shared, own]) {
					address.now += afterMs;
					address.step(0, [callOf(kind, weight)]);
				}
			}

			for (const address of [shared, own]) address.run(2 * MINUTE_MS);
			expect(shared.told).toBe(0);
			expect(shared.sent).toEqual(own.sent);
		}),
		{numRuns: 100},
	);
});

test('an address admits a bounded number of sessions, and reports a refusal', () => {
	const budgets = new AddressBudgets();
	const first = budgets.join('https://venue.example');
	for (let count = 1; count < MAX_SESSIONS_AT_AN_ADDRESS; count += 1) budgets.join('https://venue.example');
	expect(() => budgets.join('https://venue.example')).toThrow('more than 256 sessions at one address');
	first.leave();
	budgets.join('https://venue.example');
});

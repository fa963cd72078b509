import {expect, test} from 'vitest';
import type {Diff} from '../../source/domain/feed-event.js';
import {unixMs} from '../../source/domain/units.js';
import {eventFields, quoteFields, riskFields} from '../helpers/line-fields.js';
import {engineConfig, EngineDriver, TICK_MS} from '../helpers/engine-driver.js';

/** Lead of the driver's venue clock. */
const VENUE_AHEAD_MS = 7;

/** A venue that moves every 100 ms and whose stream is `lateMs` late. */
class LateFeed {
	readonly driver = new EngineDriver(engineConfig());
	lateMs = 20;
	readonly #underWay: {readonly at: number; readonly diff: Diff}[] = [];

	constructor() {
		this.driver.active = false;
	}

	run(ms: number): this {
		const {driver} = this;
		for (const end = driver.now + ms; driver.now < end;) {
			driver.run(TICK_MS);
			if (driver.now % 100 === 0) {
				this.#underWay.push({at: driver.now, diff: {...driver.truth.move(), eventAtMs: unixMs(driver.at.wallMs + VENUE_AHEAD_MS)}});
			}
			while ((this.#underWay[0]?.at ?? Infinity) <= driver.now - this.lateMs) this.#arrive(this.#underWay.shift()?.diff);
		}

		return this;
	}

	get maker() {
		return this.driver.engine.view.maker;
	}

	/** The newest quote line. */
	get quoteLine() {
		const {instrument, status, maker} = this.driver.engine.view;
		return quoteFields(instrument, maker.quoting, status.reason, maker.risk);
	}

	#arrive(diff: Diff | undefined): void {
		if (diff !== undefined) for (const generation of this.driver.generations) this.driver.event(diff, generation);
	}
}

test('a feed that is steadily a second and a half late is not quoted on, though its book is right, until it is on time again', () => {
	const feed = new LateFeed().run(8000);
	expect(feed.maker).toMatchObject({quoting: {kind: 'quoting'}, risk: {state: 'active'}});
	feed.lateMs = 1500;
	feed.run(6000);
	expect(feed.driver.engine.view).toMatchObject({
		trusted: true,
		maker: {quoting: {kind: 'pulled', reason: 'risk'}, orders: [], risk: {state: 'pulled', reason: 'latency'}},
	});
	feed.run(30_000);
	expect(feed.maker).toMatchObject({orders: [], risk: {state: 'pulled', reason: 'latency', transitions: 1}});
	feed.lateMs = 20;
	feed.run(10_000);
	expect(feed.driver.engine.view).toMatchObject({
		trusted: true,
		maker: {quoting: {kind: 'quoting'}, risk: {state: 'active', transitions: 2}},
	});
	expect(feed.maker.orders).toHaveLength(2);
});

test('less than a second late is quoted on, and a few messages later than that are no reason either', () => {
	const feed = new LateFeed().run(8000);
	feed.lateMs = 900;
	feed.run(10_000);
	feed.lateMs = 1500;
	feed.run(700);
	feed.lateMs = 900;
	feed.run(10_000);
	expect(feed.maker).toMatchObject({quoting: {kind: 'quoting'}, risk: {state: 'active', transitions: 0}});
});

test('the lines of quote, risk and event name it by the same word, with the same numbers', () => {
	const feed = new LateFeed().run(8000);
	feed.driver.forget();
	feed.lateMs = 1500;
	feed.run(6000);
	const {driver} = feed;
	const [risk] = driver.of('risk').map(({transition}) => riskFields(transition));
	expect(risk).toMatchObject({to: 'pulled', reason: 'latency', detail: 'the feed is 1500 ms late, limit 1000'});
	expect(driver.of('quote').at(-1)?.quoting).toMatchObject({kind: 'pulled', reason: 'risk'});
	expect(feed.quoteLine).toMatchObject({
		state: 'pulled',
		reason: risk?.['reason'],
		risk_state: risk?.['to'],
		risk_reason: risk?.['reason'],
		risk_detail: risk?.['detail'],
	});
	expect(driver.of('journal').map(({entry}) => eventFields(entry))).toContainEqual({
		kind: 'risk',
		level: 'warning',
		text: 'ACTIVE to PULLED (latency: the feed is 1500 ms late, limit 1000)',
	});
});

import {EVERYTHING} from '../../source/engine/feed/book/known-range.js';
import {createInstrument} from '../../source/domain/instrument.js';
import {ZERO_MONEY} from '../../source/domain/money.js';
import {OrderBook} from '../../source/domain/book/order-book.js';
import {monotonicMs, priceUnits, qtyLots, unixMs, updateId, type Instant} from '../../source/domain/units.js';
import type {EngineView} from '../../source/engine/engine-view.js';
import type {Account} from '../../source/engine/maker/types/fill.js';
import type {EngineOutput} from '../../source/engine/outputs.js';
import type {FeedStatus} from '../../source/engine/feed/types/status.js';
import type {EngineSession} from '../../source/session/session.js';

export const instant = (ms: number): Instant => ({monoMs: monotonicMs(ms), wallMs: unixMs(1_700_000_000_000.25 + ms)});

export const INSTRUMENT = createInstrument({
	symbol: 'BTCUSDT',
	baseAsset: 'BTC',
	quoteAsset: 'USDT',
	venueStatus: 'TRADING',
	trading: 'trading',
	tickSize: '0.01',
	stepSize: '0.00001',
	minQty: '0.00001',
	minNotional: '5',
	qtyDecimals: 8,
});

export const level = (price: number, qty: number | bigint) => ({priceUnits: priceUnits(price), qtyLots: qtyLots(qty)});

export const BOOK = OrderBook.of({
	bids: [level(6_700_010, 150_000_000), level(6_700_000, 20_000_000)],
	asks: [level(6_700_011, 50_000_000), level(6_700_020, 12_345_678_901_234_567_890n)],
});

export const ACCOUNT: Account = {
	fillModel: 'none',
	inventoryLots: 0n,
	averagePrice: undefined,
	realised: ZERO_MONEY,
	unrealised: ZERO_MONEY,
	fees: ZERO_MONEY,
	net: ZERO_MONEY,
	inherited: ZERO_MONEY,
	attribution: {horizonS: 5, spreadCaptured: ZERO_MONEY, adverseSelection: ZERO_MONEY, inventory: ZERO_MONEY},
	markHalfUnits: undefined,
	fillCount: 0,
	liquidationNet: ZERO_MONEY,
	fifoRealised: ZERO_MONEY,
	turnover: ZERO_MONEY,
	optimistic: {net: ZERO_MONEY, fillCount: 0, inventoryLots: 0n},
};

export const STARTING: FeedStatus = {
	state: 'connecting',
	reason: 'start',
	sinceMs: unixMs(1_700_000_000_000),
	attempt: 1,
	bufferedDiffs: 0,
};
export const LIVE: FeedStatus = {state: 'live', reason: 'start', sinceMs: unixMs(1_700_000_000_000), attempt: 0, bufferedDiffs: 0};

/** A view before any data. */
export const EMPTY_VIEW: EngineView = {
	symbol: 'btcusdt',
	venue: 'binance',
	instrument: undefined,
	status: STARTING,
	trusted: false,
	lastTrustedAtMs: undefined,
	updateId: undefined,
	book: new OrderBook(),
	extent: {known: EVERYTHING, bookAtMs: undefined},
	counters: {
		depthEvents: 0,
		trades: 0,
		tradesLost: 0,
		tradesConflicting: 0,
		tradesIncompleteSinceMs: undefined,
		unknownEvents: 0,
		malformedEvents: 0,
		gaps: 0,
		resyncs: 0,
		connections: 0,
		snapshots: 0,
		rotations: 0,
		audits: 0,
		auditMismatches: 0,
		auditsInconclusive: 0,
		topChecks: 0,
		topMismatches: 0,
	},
	maker: {
		quoting: {kind: 'off'},
		parameters: undefined,
		orders: [],
		account: ACCOUNT,
		fillModel: 'none',
		orderLatencyMs: undefined,
		clockMeasured: false,
		risk: undefined,
		flattening: false,
		markouts: undefined,
		breakEven: undefined,
		execution: undefined,
		signal: undefined,
		calibration: undefined,
	},
	risk: undefined,
	gauges: () => ({
		lastAudit: undefined,
		latency: undefined,
		clockOffset: undefined,
		feedAgeMs: undefined,
		depthAgeMs: undefined,
		volatilityBp: undefined,
		depthRate: 0,
		tradeRate: 0,
		restWeightUsed: 0,
		restWeightLimit: 6000,
	}),
};

export const LIVE_VIEW: EngineView = {
	...EMPTY_VIEW,
	instrument: INSTRUMENT,
	status: LIVE,
	trusted: true,
	updateId: updateId(42),
	book: BOOK,
};

/** A session whose outputs the test dictates. */
export const cannedSession = (view: EngineView, clock: () => Instant) => {
	let listener: ((output: EngineOutput, at: Instant) => void) | undefined;
	const stepListeners: ((at: Instant) => void)[] = [];
	const stepped = (at: Instant): void => {
		for (const tell of stepListeners) tell(at);
	};
	const session: EngineSession = {
		view,
		startedAt: clock(),
		measures: {rssBytes: 1, recording: 'off'},
		onOutput(next) {
			listener = next;
		},
		onStep(next) {
			stepListeners.push(next);
		},
		refresh: () => stepped(clock()),
		send() {},
		close: async () => {},
	};
	const output = (said: EngineOutput, ms = 0) => listener?.(said, instant(ms));
	const step = (ms = 0) => stepped(instant(ms));
	return {
		session,
		output,
		step,
		/** A step with one output. */
		say: (said: EngineOutput, ms = 0) => {
			output(said, ms);
			step(ms);
		},
	};
};

/** A manual clock and its timers, moved by `advance`. */
export const fakeTime = () => {
	let now = 0;
	let timers: {readonly dueMs: number; readonly run: () => void}[] = [];
	const next = (until: number) => timers.filter(({dueMs}) => dueMs <= until).toSorted((a, b) => a.dueMs - b.dueMs)[0];
	return {
		clock: () => instant(now),
		schedule: (delayMs: number, run: () => void) => {
			const timer = {dueMs: now + delayMs, run};
			timers.push(timer);
			return () => {
				timers = timers.filter((other) => other !== timer);
			};
		},
		/** `lateMs`: delay of each timer. */
		advance(ms: number, lateMs = 0) {
			const end = now + ms;
			for (let timer = next(end - lateMs); timer !== undefined; timer = next(end - lateMs)) {
				timers.splice(timers.indexOf(timer), 1);
				now = Math.max(now, timer.dueMs + lateMs);
				timer.run();
			}

			now = end;
		},
		get pending() {
			return timers.length;
		},
	};
};

/** A writer that accepts so many characters until it is drained. */
export const slowTarget = (capacity = Number.POSITIVE_INFINITY) => {
	const written: string[] = [];
	let room = capacity;
	let onDrain: (() => void) | undefined;
	return {
		written,
		target: {
			write(text: string) {
				written.push(text);
				room -= text.length;
				return room > 0;
			},
			once(_event: 'drain', listener: () => void) {
				onDrain = listener;
			},
		},
		drain: (more: number) => {
			room = more;
			const listener = onDrain;
			onDrain = undefined;
			listener?.();
		},
	};
};

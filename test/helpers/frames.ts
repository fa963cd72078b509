/** Canned frames of one market, and variations of it. */

import type {CommandAnswer} from '../../source/engine/command.js';
import {createInstrument, parsePrice, parseQty, type Instrument} from '../../source/domain/instrument.js';
import type {Level, Trade} from '../../source/domain/feed-event.js';
import {parseMoney, ZERO_MONEY, type Money} from '../../source/domain/money.js';
import {unixMs, updateId, type Aggressor, type PriceUnits, type QtyLots, type UnixMs} from '../../source/domain/units.js';
import type {LadderPicture, MonitorFrame, TouchPicture} from '../../source/engine/frame.js';
import type {Counters, Gauges} from '../../source/engine/feed/types/gauges.js';
import type {MakerView} from '../../source/engine/maker/maker-view.js';
import type {Account} from '../../source/engine/maker/types/fill.js';
import type {Quoting, WorkingOrder} from '../../source/engine/maker/types/quotes.js';
import type {MakerParameters} from '../../source/engine/maker/settings/parameters.js';
import type {JournalEntry} from '../../source/domain/journal-entry.js';
import type {FeedStatus} from '../../source/engine/feed/types/status.js';
import {makerParameters} from './maker.js';
import {calibration, edge, execution, markouts, risk, signal} from './maker-views.js';

export const btcusdt: Instrument = createInstrument({
	symbol: 'BTCUSDT',
	baseAsset: 'BTC',
	quoteAsset: 'USDT',
	trading: 'trading',
	venueStatus: 'TRADING',
	tickSize: '0.01000000',
	stepSize: '0.00001000',
	minQty: '0.00001000',
	minNotional: '5.00000000',
	qtyDecimals: 8,
});

/** A price in ticks: `67234.15` → 6723415. */
export const ticks = (price: string): PriceUnits => {
	const value = parsePrice(btcusdt, price);
	if (value === undefined) throw new RangeError(`no price: ${price}`);
	return value;
};

/** A size in lots. */
export const lots = (qty: string): QtyLots => {
	const value = parseQty(btcusdt, qty);
	if (value === undefined) throw new RangeError(`no size: ${qty}`);
	return value;
};

export const money = (text: string): Money => {
	const value = parseMoney(text);
	if (value === undefined) throw new RangeError(`no money: ${text}`);
	return value;
};

/** 14:07:31.482 UTC. */
export const NOW = unixMs(Date.UTC(2026, 10, 20, 14, 7, 31, 482));
export const after = (ms: number, from: UnixMs = NOW): UnixMs => unixMs(from + ms);

const level = (price: string, qty: string): Level => ({priceUnits: ticks(price), qtyLots: lots(qty)});

const BIDS = [4.812, 1.39, 2.007, 0.874, 7.116, 1.655, 2.34, 1.118, 3.902, 10.45, 1.85, 2.266, 4.07];
const ASKS = [3.22, 1.715, 0.962, 2.104, 1.43, 6.25, 5.077, 2.118, 2.461, 1.902, 12.88, 3.004, 9.31];
const BID_CHANGES = [-0.92, 0, 0.25, 0, 2, 0, 0, -0.15, 0, 0, 0, 0, -0.6];
const ASK_CHANGES = [0.71, -0.4, 0, 0.55, 0, -1.1, 0, 0, -0.3, 0, 4.2, 0, 0];

/** Sizes beyond the listed rows, so that there is a book to scroll to. */
const deeper = (index: number): number => 0.5 + ((index * 37) % 41) / 10;

const ladderSide = (best: number, step: 1 | -1, sizes: readonly number[], changes: readonly number[], depth: number): Level[] =>
	Array.from({length: depth}, (_, index) =>
		level((best + step * index).toFixed(2), ((sizes[index] ?? deeper(index)) - (changes[index] ?? 0)).toFixed(3)),
	);

/** The ladder in groups of 1.00, now or ten seconds earlier. */
export const ladder = (when: 'now' | 'before' = 'now', depth = 48): LadderPicture => ({
	groupUnits: 100,
	bids: ladderSide(67_234, -1, BIDS, when === 'now' ? [] : BID_CHANGES, depth),
	asks: ladderSide(67_235, 1, ASKS, when === 'now' ? [] : ASK_CHANGES, depth),
	knownFromUnits: ticks('66118.00'),
	knownToUnits: ticks('68402.00'),
	evicted: 0,
});

export const touch = (change: Partial<TouchPicture> = {}): TouchPicture => ({
	bid: level('67234.15', '2.410'),
	ask: level('67234.16', '1.204'),
	midHalfUnits: 6_723_415 + 6_723_416,
	spreadUnits: 1,
	micropriceUnits: 6_723_415.7,
	imbalance1: 0.33,
	imbalance5: 0.31,
	imbalance20: 0.12,
	...change,
});

export const emptyTouch: TouchPicture = {
	bid: undefined,
	ask: undefined,
	midHalfUnits: undefined,
	spreadUnits: undefined,
	micropriceUnits: undefined,
	imbalance1: undefined,
	imbalance5: undefined,
	imbalance20: undefined,
};

export const emptyLadder: LadderPicture = {
	groupUnits: 1,
	bids: [],
	asks: [],
	knownFromUnits: undefined,
	knownToUnits: undefined,
	evicted: 0,
};

export const status = (change: Partial<FeedStatus> = {}): FeedStatus => ({
	state: 'live',
	reason: 'start',
	sinceMs: after(-100_900_000),
	attempt: 0,
	bufferedDiffs: 0,
	...change,
});

export const counters = (change: Partial<Counters> = {}): Counters => ({
	depthEvents: 1_009_000,
	trades: 84_000,
	tradesLost: 0,
	tradesConflicting: 0,
	tradesIncompleteSinceMs: undefined,
	unknownEvents: 0,
	malformedEvents: 0,
	gaps: 0,
	resyncs: 0,
	connections: 2,
	snapshots: 1,
	rotations: 1,
	audits: 12,
	auditMismatches: 0,
	auditsInconclusive: 0,
	topChecks: 4711,
	topMismatches: 0,
	...change,
});

export const gauges = (change: Partial<Gauges> = {}): Gauges => ({
	latency: {p50Ms: 38, p99Ms: 112, samples: 600},
	clockOffset: {offsetMs: 4, errorMs: 2},
	feedAgeMs: 4,
	lastAudit: {result: 'equal', ageMs: 18_000, levels: 1000, different: 0},
	depthAgeMs: 8,
	volatilityBp: 1.9,
	depthRate: 10,
	tradeRate: 14,
	restWeightUsed: 250,
	restWeightLimit: 6000,
	...change,
});

export const account = (change: Partial<Account> = {}): Account => ({
	fillModel: 'queue-conservative',
	inventoryLots: 4_200_000n,
	averagePrice: money('67259.81'),
	realised: money('12.41'),
	unrealised: money('-1.07751'),
	fees: money('0.93'),
	net: money('10.40249'),
	inherited: money('0'),
	attribution: {horizonS: 5, spreadCaptured: money('2.15'), adverseSelection: money('-0.73'), inventory: money('9.91249')},
	markHalfUnits: 13_446_831,
	fillCount: 34,
	liquidationNet: money('10.40228'),
	fifoRealised: money('12.41'),
	turnover: money('22859.62'),
	optimistic: {net: money('11.02'), fillCount: 38, inventoryLots: 4_000_000n},
	...change,
});

export const parameters = (change: Partial<MakerParameters> = {}): MakerParameters =>
	makerParameters({
		halfSpread: money('6.72'),
		inventorySkew: money('80.68'),
		step: money('0.34'),
		orderLots: 1_000_000,
		maxInventoryLots: 25_000_000,
		makerFeeRate: 4_000n,
		levelSpacing: money('6.72'),
		refreshTolerance: money('0.67'),
		...change,
	});

export const quoting = (change: Partial<Quoting & {readonly kind: 'quoting'}> = {}): Quoting => ({
	kind: 'quoting',
	bid: {priceUnits: ticks('67224.04'), qtyLots: 1_000_000},
	ask: {priceUnits: ticks('67237.49'), qtyLots: 1_000_000},
	bidOff: undefined,
	askOff: undefined,
	bidClamped: false,
	askClamped: false,
	bids: [{priceUnits: ticks('67224.04'), qtyLots: 1_000_000}],
	asks: [{priceUnits: ticks('67237.49'), qtyLots: 1_000_000}],
	midHalfUnits: 13_446_831,
	fairValue: 'mid',
	fair: money('67234.155'),
	skew: money('3.388601'),
	reservation: money('67230.766399'),
	halfSpread: money('6.72'),
	model: 'linear',
	...change,
});

export const pulled = (reason: 'operator' | 'book-not-trusted' = 'operator', sinceMs = after(-1000)): Quoting => ({
	kind: 'pulled',
	reason,
	sinceMs,
});

export const orders: readonly WorkingOrder[] = [
	{
		id: 1,
		side: 'bid',
		priceUnits: ticks('67224.04'),
		level: 0,
		leavesLots: 1_000_000,
		aheadLots: lots('0.31'),
		bestAheadLots: lots('0.12'),
		behindLots: lots('0.69'),
		placedAtMs: after(-7000),
		phase: 'resting',
	},
	{
		id: 2,
		side: 'ask',
		priceUnits: ticks('67237.49'),
		level: 0,
		leavesLots: 1_000_000,
		aheadLots: lots('0.62'),
		bestAheadLots: lots('0.62'),
		behindLots: lots('0.05'),
		placedAtMs: after(-7000),
		phase: 'resting',
	},
];

export const maker = (change: Partial<MakerView> = {}): MakerView => ({
	quoting: quoting(),
	parameters: parameters(),
	orders,
	account: account(),
	fillModel: 'queue-conservative',
	orderLatencyMs: 50,
	clockMeasured: true,
	risk: risk(),
	flattening: false,
	markouts: markouts(),
	breakEven: edge(),
	execution: execution(),
	signal: signal(),
	calibration: calibration(),
	...change,
});

export const noMaker = (): MakerView => ({
	quoting: {kind: 'off'},
	parameters: undefined,
	orders: [],
	account: account({
		inventoryLots: 0n,
		averagePrice: undefined,
		realised: ZERO_MONEY,
		unrealised: ZERO_MONEY,
		fees: ZERO_MONEY,
		net: ZERO_MONEY,
		attribution: {horizonS: 5, spreadCaptured: ZERO_MONEY, adverseSelection: ZERO_MONEY, inventory: ZERO_MONEY},
		markHalfUnits: undefined,
		fillCount: 0,
		liquidationNet: ZERO_MONEY,
		fifoRealised: ZERO_MONEY,
		turnover: ZERO_MONEY,
		optimistic: {net: ZERO_MONEY, fillCount: 0, inventoryLots: 0n},
	}),
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
});

/** The engine's answer to the screen's nth command. */
export const done = (id: number, detail: string): CommandAnswer => ({
	source: {origin: 'screen', id},
	atMs: NOW,
	result: 'done',
	detail,
});

/** A live frame with changes. */
export const frame = (change: Partial<MonitorFrame> = {}): MonitorFrame => ({
	sequence: 1,
	atMs: NOW,
	symbol: 'BTCUSDT',
	venue: 'binance',
	instrument: btcusdt,
	status: status(),
	trusted: true,
	lastTrustedAtMs: NOW,
	updateId: updateId(71_204_118_901),
	bookAtMs: undefined,
	touch: touch(),
	ladder: ladder(),
	session: {highUnits: ticks('67301.20'), lowUnits: ticks('66980.05'), lastUnits: ticks('67234.16')},
	reach: undefined,
	applyLatency: {p50Ms: 0.02, p99Ms: 0.21, samples: 256},
	counters: counters(),
	gauges: gauges(),
	maker: maker(),
	trades: [],
	losses: [],
	fills: [],
	journal: [],
	answers: [],
	lost: {trades: 0, fills: 0, journal: 0},
	...change,
});

/** A frame before anything was received. */
export const connectingFrame = (change: Partial<MonitorFrame> = {}): MonitorFrame =>
	frame({
		instrument: undefined,
		status: status({state: 'connecting', sinceMs: after(-1200), attempt: 1}),
		trusted: false,
		lastTrustedAtMs: undefined,
		updateId: undefined,
		touch: emptyTouch,
		ladder: emptyLadder,
		session: {highUnits: undefined, lowUnits: undefined, lastUnits: undefined},
		applyLatency: undefined,
		counters: counters({depthEvents: 0, trades: 0, connections: 0, snapshots: 0, rotations: 0}),
		gauges: gauges({
			latency: undefined,
			clockOffset: undefined,
			feedAgeMs: undefined,
			depthAgeMs: undefined,
			volatilityBp: undefined,
			depthRate: 0,
			tradeRate: 0,
			restWeightUsed: 0,
		}),
		maker: {...noMaker(), quoting: {kind: 'pulled', reason: 'no-instrument', sinceMs: after(-1200)}},
		...change,
	});

/** A frame after nine lost ids, with a snapshot on its way. */
export const gapFrame = (change: Partial<MonitorFrame> = {}): MonitorFrame =>
	frame({
		atMs: after(2700),
		status: status({
			state: 'resyncing',
			reason: 'gap',
			sinceMs: NOW,
			expectedId: updateId(71_204_118_902),
			receivedId: updateId(71_204_118_911),
			attempt: 2,
			nextRetryAtMs: after(4000),
			bufferedDiffs: 27,
		}),
		trusted: false,
		counters: counters({gaps: 1}),
		maker: maker({quoting: pulled('book-not-trusted', after(122)), orders: []}),
		...change,
	});

export const trade = (id: number, aggressor: Aggressor, price: string, qty: string, tradeAtMs: UnixMs = NOW): Trade => ({
	kind: 'trade',
	id,
	priceUnits: ticks(price),
	qtyLots: lots(qty),
	aggressor,
	tradeAtMs,
	eventAtMs: tradeAtMs,
});

/** The tape, newest first: seconds before now, aggressor, price, size. */
const PRINTS: ReadonlyArray<readonly [number, Aggressor, string, string]> = [
	[0, 'buy', '67234.16', '0.412'],
	[0, 'sell', '67234.15', '0.008'],
	[0, 'buy', '67234.16', '2.050'],
	[1, 'buy', '67234.16', '0.031'],
	[1, 'sell', '67234.15', '0.220'],
	[1, 'sell', '67234.15', '0.640'],
	[2, 'sell', '67233.90', '1.875'],
	[2, 'buy', '67234.16', '0.019'],
	[2, 'buy', '67234.16', '0.100'],
	[3, 'sell', '67234.15', '0.055'],
	[3, 'sell', '67234.15', '0.301'],
	[3, 'buy', '67234.40', '0.144'],
	[4, 'buy', '67234.16', '0.007'],
	[4, 'buy', '67234.16', '0.066'],
	[5, 'sell', '67234.15', '0.912'],
	[5, 'sell', '67234.02', '0.250'],
	[6, 'buy', '67235.00', '0.700'],
	[6, 'buy', '67234.88', '0.180'],
	[6, 'buy', '67234.60', '0.094'],
	[7, 'sell', '67234.15', '0.013'],
	[7, 'sell', '67234.15', '0.420'],
	[8, 'buy', '67234.16', '0.038'],
	[9, 'sell', '67234.15', '0.510'],
	[9, 'sell', '67234.01', '0.077'],
	[10, 'buy', '67234.16', '0.125'],
	[10, 'buy', '67234.16', '0.030'],
	[11, 'sell', '67234.15', '0.066'],
	[12, 'buy', '67234.16', '0.204'],
];

export const FIRST_TRADE_ID = 5001;

/** The same trades, oldest first. */
export const prints: readonly Trade[] = PRINTS.toReversed().map(([secondsAgo, aggressor, price, qty], index) =>
	trade(FIRST_TRADE_ID + index, aggressor, price, qty, after(-1000 * secondsAgo)),
);

export const journal: readonly JournalEntry[] = [
	{
		atMs: after(-17_782_000),
		kind: 'connection',
		level: 'info',
		text: 'second connection opened before the 24 h limit, overlap matched, switched at u=71190004771, 0 lost',
	},
	{
		atMs: after(-347_000),
		kind: 'fill',
		level: 'info',
		text: 'SELL 0.0100 @ 67271.02 maker  fee 0.0269 USDT  pos +0.0520 to +0.0420',
	},
	{atMs: after(-18_000), kind: 'rest', level: 'info', text: 'check: 1000 levels compared at u=71204118365, 0 differ'},
];

/** Frames that lead up to the live frame: ten seconds of book, tape and events. */
export const liveFrames = (): readonly MonitorFrame[] => [
	frame({sequence: 1, atMs: after(-10_100), ladder: ladder('before'), trades: prints.slice(0, 4), journal}),
	frame({sequence: 2, atMs: after(-200), trades: prints.slice(4, -3)}),
	frame({sequence: 3, atMs: after(-100), trades: prints.slice(-3)}),
	frame({sequence: 4}),
];

/** Frames of a gap after those: the tape recovered before the book, three trades are missing. */
export const badMinuteFrames = (): readonly MonitorFrame[] => {
	const next = FIRST_TRADE_ID + prints.length + 3;
	return [
		...liveFrames(),
		gapFrame({sequence: 5, atMs: after(200)}),
		gapFrame({
			sequence: 6,
			counters: counters({gaps: 1, tradesLost: 3}),
			trades: [
				trade(next, 'buy', '67236.40', '1.600', after(2100)),
				trade(next + 1, 'sell', '67236.39', '0.140', after(2600)),
				trade(next + 2, 'buy', '67236.40', '0.091', after(2700)),
			],
			losses: [{fromId: next - 3, toId: next - 1, missing: 3, afterMs: prints.at(-1)!.tradeAtMs, beforeMs: after(2100)}],
		}),
	];
};

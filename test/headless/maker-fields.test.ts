import {describe, expect, it} from 'vitest';
import {money, parseMoney, ZERO_MONEY, type Money} from '../../source/domain/money.js';
import {priceUnits, unixMs} from '../../source/domain/units.js';
import {accountFields, fillFields, quoteFields, riskFields} from '../helpers/line-fields.js';
import {risk} from '../helpers/maker-views.js';
import {ACCOUNT, INSTRUMENT, LIVE_VIEW} from './canned-session.js';
import {COMMON, parsed} from './line-text.js';

const cents = (text: string): Money => parseMoney(text) ?? ZERO_MONEY;

describe('quote', () => {
	const quoting = {
		kind: 'quoting',
		bid: {priceUnits: priceUnits(6_699_330), qtyLots: 700_000},
		ask: undefined,
		bidOff: undefined,
		askOff: 'max-inventory',
		bidClamped: false,
		askClamped: false,
		bids: [{priceUnits: priceUnits(6_699_330), qtyLots: 700_000}],
		asks: [],
		midHalfUnits: 13_400_021,
		fairValue: 'mid',
		fair: cents('67000.105'),
		halfSpread: cents('6.7'),
		model: 'linear',
		skew: cents('-0.5'),
		reservation: cents('67000.605'),
	} as const;

	it('shows both sides, or why one is missing', () => {
		expect(parsed('quote', LIVE_VIEW, quoteFields(INSTRUMENT, quoting, 'start'))).toEqual({
			...COMMON,
			type: 'quote',
			state: 'quoting',
			reason: null,
			bid_reason: null,
			ask_reason: 'max-inventory',
			fair: '67000.105',
			skew: '-0.5',
			reservation: '67000.605',
			bid: '66993.3',
			bid_qty: '0.007',
			ask: null,
			ask_qty: null,
			model: 'linear',
			fair_value: 'mid',
			half_spread: '6.7',
			bids: [['66993.3', '0.007']],
			asks: [],
			risk_state: null,
			risk_reason: null,
			risk_detail: null,
		});
	});

	it('has the same keys when pulled or off', () => {
		const keys = Object.keys(quoteFields(INSTRUMENT, quoting, 'start'));
		const pulled = quoteFields(undefined, {kind: 'pulled', reason: 'book-not-trusted', sinceMs: unixMs(0)}, 'gap');
		expect(pulled).toMatchObject({state: 'pulled', reason: 'gap', bid: null, ask: null});
		expect(Object.keys(pulled)).toEqual(keys);
		expect(Object.keys(quoteFields(undefined, {kind: 'off'}, 'start'))).toEqual(keys);
	});

	it.each(['no-tick-size', 'no-lot-step'] as const)('says which rule the venue does not give (%s)', (reason) => {
		expect(quoteFields(INSTRUMENT, {kind: 'pulled', reason, sinceMs: unixMs(0)}, 'start')).toMatchObject({
			state: 'pulled',
			reason,
			bid: null,
			ask: null,
		});
	});

	it('gives the reason of the risk layer by its own word where that took the quotes away', () => {
		const pulled = {kind: 'pulled', reason: 'risk', sinceMs: unixMs(0)} as const;
		expect(
			quoteFields(INSTRUMENT, pulled, 'start', risk({state: 'pulled', reason: 'clock', detail: 'unsure by 6000 ms, limit 5000'})),
		).toMatchObject({reason: 'clock', risk_reason: 'clock', risk_detail: 'unsure by 6000 ms, limit 5000'});
		expect(quoteFields(INSTRUMENT, {...pulled, reason: 'killed'}, 'start', risk({state: 'killed', reason: 'max-loss'}))).toMatchObject({
			reason: 'killed',
			risk_reason: 'max-loss',
		});
	});
});

it('risk, with the numbers where the reason has any', () => {
	const change = {
		from: 'active',
		to: 'killed',
		reason: 'max-loss',
		detail: 'lost 25.01, limit 25',
		value: '25.013',
		limit: '25',
		atMs: unixMs(0),
	} as const;
	expect(parsed('risk', LIVE_VIEW, riskFields(change))).toEqual({
		...COMMON,
		type: 'risk',
		from: 'active',
		to: 'killed',
		reason: 'max-loss',
		detail: 'lost 25.01, limit 25',
		value: '25.013',
		limit: '25',
	});
	const cleared = {
		from: 'pulled',
		to: 'active',
		reason: undefined,
		detail: 'latency has cleared',
		value: undefined,
		limit: undefined,
		atMs: unixMs(0),
	} as const;
	expect(riskFields(cleared)).toMatchObject({from: 'pulled', to: 'active', reason: null, value: null, limit: null});
});

it('fill', () => {
	const fill = {
		id: 3,
		side: 'buy',
		priceUnits: priceUnits(6_699_330),
		qtyLots: 700_000,
		liquidity: 'maker',
		fee: cents('0.4689531'),
		feeAsset: 'USDT',
		atMs: unixMs(0),
		inventoryBeforeLots: 0n,
		inventoryLots: 700_000n,
		feeValue: cents('0.4689531'),
		executedAtMs: unixMs(1),
		sentAtMs: unixMs(1),
		cause: 'through',
	} as const;
	expect(parsed('fill', LIVE_VIEW, fillFields(INSTRUMENT, fill))).toEqual({
		...COMMON,
		type: 'fill',
		id: 3,
		side: 'buy',
		price: '66993.3',
		qty: '0.007',
		liquidity: 'maker',
		fee: '0.4689531',
		fee_asset: 'USDT',
		fee_value: '0.4689531',
		cause: 'through',
		executed_ts_ms: 1,
		order_ts_ms: 1,
	});
});

it('account, to the last digit', () => {
	const account = {
		...ACCOUNT,
		inventoryLots: -4_200_000n,
		averagePrice: cents('67259.81'),
		realised: cents('12.41'),
		unrealised: money(-1n),
		fees: cents('0.93'),
		net: money(cents('11.48') - 1n),
		attribution: {horizonS: 5, spreadCaptured: cents('15.5'), adverseSelection: cents('-3.09'), inventory: money(-1n)},
		markHalfUnits: 13_400_021,
	};
	expect(parsed('account', LIVE_VIEW, accountFields(INSTRUMENT, account))).toEqual({
		...COMMON,
		type: 'account',
		inventory: '-0.042',
		average_price: '67259.81',
		realised: '12.41',
		unrealised: '-0.00000000000000000000000001',
		fees: '0.93',
		net: '11.47999999999999999999999999',
		inherited: '0',
		spread_captured: '15.5',
		adverse_selection: '-3.09',
		inventory_result: '-0.00000000000000000000000001',
		attribution_horizon_s: 5,
		mark: '67000.105',
		liquidation_net: '0',
		fifo_realised: '0',
		turnover: '0',
		optimistic_net: '0',
		optimistic_fills: 0,
		fill_model: 'none',
		trades_incomplete_since_ms: null,
	});
	expect(accountFields(undefined, ACCOUNT, unixMs(1_000.5))).toMatchObject({trades_incomplete_since_ms: 1000});
	expect(accountFields(undefined, ACCOUNT)).toMatchObject({inventory: null, average_price: null, net: '0', mark: null});
});

import {describe, expect, it} from 'vitest';
import {EMPTY_VIEW} from './canned-session.js';
import {lineText, parsed} from './line-text.js';

describe('every line', () => {
	it('begins with the common fields and is one line', () => {
		expect(lineText('quote', EMPTY_VIEW, {state: 'off'})).toBe(
			'{"v":1,"type":"quote","seq":7,"ts_ms":1700000001500,"symbol":"BTCUSDT","venue":"binance","state":"off"}\n',
		);
	});

	it('escapes what is not plain', () => {
		const view = {...EMPTY_VIEW, symbol: '币安"人生usdt'};
		expect(parsed('status', view, {detail: 'a\nb\u2028'})).toMatchObject({symbol: '币安"人生USDT', detail: 'a\nb\u2028'});
	});
});

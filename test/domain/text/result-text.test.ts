import {assert, bigInt, property} from 'fast-check';
import {expect, test} from 'vitest';
import {money, parseMoney} from '../../../source/domain/money.js';
import {resultText, type SessionResult} from '../../../source/domain/text/result-text.js';
import {bitcoin} from '../../helpers/instruments.js';

const result = (change: Partial<SessionResult> = {}): SessionResult => ({
	instrument: bitcoin,
	inventoryLots: 4_200_000n,
	realised: parseMoney('12.41')!,
	unrealised: parseMoney('-1.08')!,
	fees: parseMoney('0.93')!,
	net: parseMoney('10.4')!,
	fillCount: 34,
	fillModel: 'queue-conservative',
	elapsedMs: 185_000,
	...change,
});

test('is one line with everything that the shell should know', () => {
	expect(resultText(result())).toBe(
		'BTCUSDT on paper: inventory +0.042 BTC, net 10.4 USDT = realised 12.41 + unrealised -1.08 - fees 0.93, 34 fills (queue-conservative) in 3m05s',
	);
	expect(resultText(result({inventoryLots: 0n, fillCount: 1, elapsedMs: 7_629_000}))).toMatch(/inventory 0 BTC,.* 1 fill .* in 2h07m09s$/);
});

test('what it says adds up, whatever the numbers', () => {
	const any = bigInt({min: -(10n ** 34n), max: 10n ** 34n});
	assert(
		property(any, any, any, (realised, unrealised, fees) => {
			const text = resultText(
				result({realised: money(realised), unrealised: money(unrealised), fees: money(fees), net: money(realised + unrealised - fees)}),
			);
			const [, net, one, two, three] = /net (\S+) USDT = realised (\S+) \+ unrealised (\S+) - fees ([^,]+),/
				.exec(text)!
				.map((part) => parseMoney(part));
			expect(net).toBe(one! + two! - three!);
		}),
	);
});

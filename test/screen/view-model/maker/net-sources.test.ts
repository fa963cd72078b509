import {assert, bigInt, constant, oneof, property, record} from 'fast-check';
import {expect, test} from 'vitest';
import {money} from '../../../../source/domain/money.js';
import {netSources, sourceAmount} from '../../../../source/screen/view-model/maker/net-sources.js';
import {shownResult} from '../../../../source/screen/view-model/maker/shown-money.js';
import {moneyText} from '../../../../source/screen/view-model/cells/format.js';
import {account} from '../../../helpers/frames.js';

const cents = (text: string): number => Math.round(Number(text) * 100);

const CENT = 10n ** 24n;
const amount = bigInt({min: -(10n ** 30n), max: 10n ** 30n});

test('what is shown adds up to the hundredth, whatever digits are behind it', () => {
	assert(
		property(record({captured: amount, adverse: amount, inventory: amount, fees: amount}), ({captured, adverse, inventory, fees}) => {
			const attribution = {
				horizonS: 5,
				spreadCaptured: money(captured),
				adverseSelection: money(adverse),
				inventory: money(inventory),
			};
			const net = money(captured + adverse + inventory - fees);
			const shown = netSources(account({attribution, fees: money(fees), net}));
			const [spread = 0, selection = 0, held = 0, fee = 0, sum = 0] = shown.map((source) => cents(sourceAmount(source, 40).text));
			const sign = shown[3]?.label === 'plus rebates' ? 1 : -1;
			expect(spread + selection + held + sign * fee).toBe(sum);
			expect(Math.abs(held - Number(inventory) / Number(CENT))).toBeLessThan(3);
		}),
	);
});

test('a result of nothing is neither gain nor loss, and before the first fill there is none', () => {
	const nothing = account({net: money(0n), fees: money(0n)});
	expect(sourceAmount(netSources(nothing)[4]!, 10)).toMatchObject({text: '0.00', role: undefined});
	expect(netSources(account({fillCount: 0}))).toEqual([]);
});

test('realised, open and fees add up to the net as it is shown, and nothing is open where nothing is held', () => {
	assert(
		property(record({realised: amount, open: oneof(amount, constant(0n)), fees: amount}), ({realised, open, fees}) => {
			const net = money(realised + open - fees);
			const shown = shownResult(account({realised: money(realised), unrealised: money(open), fees: money(fees), net}));
			const sum = cents(moneyText(shown.realised)) + cents(moneyText(shown.open)) - cents(moneyText(money(fees)));
			expect(sum).toBe(cents(moneyText(net)));
			expect(Math.abs(cents(moneyText(shown.open)) - Number(open) / Number(CENT))).toBeLessThan(2.5);
			if (open === 0n) expect(shown.open).toBe(0n);
		}),
	);
});

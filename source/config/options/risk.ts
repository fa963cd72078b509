/** Risk limits. Units, bounds and help come from the table that the `:` commands use too. */

import {LIMIT_TABLE, type LimitName, type LimitUnit} from '../../domain/limit-table.js';
import {DEFAULT_RISK_LIMITS, type RiskLimits} from '../../engine/maker/settings/risk-limits.js';
import {
	positiveUpTo,
	readBoolean,
	readDuration,
	readPositiveMoney,
	readPositiveQuantity,
	wholeNumber,
	type Reader,
} from '../value-readers.js';
import {MAKERS, durationText, type OptionGroup} from './option-row.js';

const PLACEHOLDERS: Readonly<Record<LimitUnit, string>> = {money: 'P', quantity: 'Q', bp: 'BP', count: 'N', duration: 'DURATION'};

const words = <const Name extends LimitName>(name: Name) =>
	({name, placeholder: PLACEHOLDERS[LIMIT_TABLE[name].unit], help: LIMIT_TABLE[name].help}) as const;

/** The same reader, which also accepts `off` for no limit. */
const orOff =
	<Value>(read: Reader<Value>): Reader<Value | undefined> =>
	(text) =>
		text.trim().toLowerCase() === 'off' ? {ok: true, value: undefined} : read(text);

type KeysOf<Value> = {[Key in keyof RiskLimits]: RiskLimits[Key] extends Value ? Key : never}[keyof RiskLimits];

const money = <const Name extends LimitName, const Key extends KeysOf<bigint | undefined>>(name: Name, key: Key, defaultText: string) =>
	({...words(name), defaultText, read: orOff(readPositiveMoney), section: 'limits', key}) as const;

const basisPointsOf =
	(name: LimitName): Reader<number> =>
	(text) =>
		positiveUpTo(LIMIT_TABLE[name].most)(text.replace(/\s*bps?$/u, ''));

const basisPoints = <const Name extends LimitName, const Key extends KeysOf<number | undefined>>(name: Name, key: Key) =>
	({...words(name), defaultText: String(DEFAULT_RISK_LIMITS[key]), read: basisPointsOf(name), section: 'limits', key}) as const;

const count = <const Name extends LimitName, const Key extends KeysOf<number>>(name: Name, key: Key) => {
	const read = wholeNumber(LIMIT_TABLE[name].least, LIMIT_TABLE[name].most);
	return {...words(name), defaultText: String(DEFAULT_RISK_LIMITS[key]), read, section: 'limits', key} as const;
};

const duration = <const Name extends LimitName, const Key extends KeysOf<number>>(name: Name, key: Key) =>
	({...words(name), defaultText: durationText(DEFAULT_RISK_LIMITS[key]), read: readDuration, section: 'limits', key}) as const;

export const RISK_OPTIONS = {
	title: 'Risk',
	commands: MAKERS,
	rows: [
		money('max-loss', 'maxLoss', '10 % of the full inventory'),
		money('max-drawdown', 'maxDrawdown', '10 % of the full inventory'),
		money('max-loss-rate', 'maxLossRate', '2 % of the full inventory'),
		duration('cool-down', 'coolDownMs'),
		{...words('max-order'), defaultText: 'none', read: readPositiveQuantity, section: 'maker', key: 'maxOrder'},
		money('max-order-notional', 'maxOrderNotional', 'none'),
		money('max-gross', 'maxGrossNotional', '4 full inventories'),
		basisPoints('price-collar', 'collarBp'),
		count('max-order-rate', 'maxOrdersPer10s'),
		count('max-one-sided', 'maxOneSidedFills'),
		{...words('max-book-age'), defaultText: "the feed's own", read: orOff(readDuration), section: 'limits', key: 'maxBookAgeMs'},
		duration('max-latency', 'maxLatencyMs'),
		duration('max-clock-error', 'maxClockErrorMs'),
		duration('max-loop-lag', 'maxLoopLagMs'),
		basisPoints('max-spread', 'maxSpreadBp'),
		{...basisPoints('max-volatility', 'maxVolatilityBp'), read: orOff(basisPointsOf('max-volatility'))},
		count('max-rejects', 'maxRejects'),
		basisPoints('max-slippage', 'maxSlippageBp'),
		{
			name: 'flatten-on-kill',
			help: 'also close the inventory when a limit kills',
			read: readBoolean,
			section: 'limits',
			key: 'flattenOnKill',
		},
		count('clean-events', 'cleanEvents'),
	],
} as const satisfies OptionGroup;

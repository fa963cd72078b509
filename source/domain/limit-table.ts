/** The risk limits that have a value: their units and bounds, for flags, the file and what is typed while it runs. */

export type LimitUnit = 'money' | 'quantity' | 'bp' | 'count' | 'duration';

export type LimitRow = {
	readonly unit: LimitUnit;
	/** Bounds of what is no money and no quantity. */
	readonly least: number;
	readonly most: number;
	/** Which way protects more. */
	readonly tighter: 'lower' | 'higher';
	/** `off` takes it away. */
	readonly canBeOff: boolean;
	readonly help: string;
};

const row = (
	unit: LimitUnit,
	help: string,
	{least = 0, most = 0, tighter = 'lower', canBeOff = false}: Partial<LimitRow> = {},
): LimitRow => ({unit, least, most, tighter, canBeOff, help});
const HOUR_MS = 3_600_000;
const WHOLE_BP = 10_000;

export const LIMIT_TABLE = {
	'max-inventory': row('quantity', 'largest inventory, long or short, in base units'),
	'max-loss': row('money', 'loss since the start that kills: cancels all orders', {canBeOff: true}),
	'max-drawdown': row('money', 'loss below the peak that kills: cancels all orders', {canBeOff: true}),
	'max-loss-rate': row('money', 'loss within a minute that pulls the quotes', {canBeOff: true}),
	'max-order': row('quantity', 'largest order, in base units', {canBeOff: true}),
	'max-order-notional': row('money', 'largest order, in quote currency', {canBeOff: true}),
	'max-gross': row('money', 'all open orders together, in quote currency', {canBeOff: true}),
	'price-collar': row('bp', 'greatest distance of an order from the slow mean of the mid', {most: WHOLE_BP}),
	'max-order-rate': row('count', 'new orders in ten seconds', {least: 1, most: 10_000}),
	'max-one-sided': row('count', 'fills of one side within ten seconds that switch that side off', {least: 1, most: 1_000_000}),
	'max-book-age': row('duration', 'time since the last depth event that pulls the quotes', {most: HOUR_MS, canBeOff: true}),
	'max-latency': row('duration', 'median age of the last 21 depth events that pulls the quotes', {most: HOUR_MS}),
	'max-clock-error': row('duration', 'uncertainty of the clock offset that pulls the quotes', {most: HOUR_MS}),
	'max-loop-lag': row('duration', 'pause of the engine that pulls the quotes', {most: HOUR_MS}),
	'max-spread': row('bp', 'spread that pulls the quotes, if it is also 20 times the usual one', {most: WHOLE_BP}),
	'max-volatility': row('bp', 'volatility per root second: quotes widen from half of it, are pulled above it', {
		most: WHOLE_BP,
		canBeOff: true,
	}),
	'max-rejects': row('count', 'refused orders in a row that pull the quotes', {least: 1, most: 10_000}),
	'max-slippage': row('bp', 'greatest distance beyond the best price at which a flatten takes', {most: WHOLE_BP}),
	'cool-down': row('duration', 'least duration of a pull', {most: HOUR_MS, tighter: 'higher'}),
	'clean-events': row('count', 'depth events required after a resync', {most: 10_000, tighter: 'higher'}),
} as const satisfies Readonly<Record<string, LimitRow>>;

export type LimitName = keyof typeof LIMIT_TABLE;

const isLimitName = (name: string): name is LimitName => Object.hasOwn(LIMIT_TABLE, name);

export const LIMIT_NAMES: readonly LimitName[] = Object.keys(LIMIT_TABLE).filter((name) => isLimitName(name));

/** The model exchange's messages in Binance spot's format, for the real parser. */

export const SYMBOL = 'MODELUSDT';
/** Prices are in thousandths, quantities in 10^-8. */
export const PRICE_DECIMALS = 3;

/** `[price in thousandths, quantity in 10^-8]`. */
export type ModelLevel = readonly [price: number, lots: number | bigint];

export type ModelDiff = {
	readonly firstId: number;
	readonly lastId: number;
	readonly atMs: number;
	readonly bids: readonly ModelLevel[];
	readonly asks: readonly ModelLevel[];
};

export type ModelTrade = {
	readonly id: number;
	readonly price: number;
	readonly lots: number;
	readonly aggressor: 'buy' | 'sell';
	readonly atMs: number;
};

export type ModelTop = {readonly id: number; readonly bid: ModelLevel; readonly ask: ModelLevel};

export type ModelSnapshot = {readonly lastId: number; readonly bids: readonly ModelLevel[]; readonly asks: readonly ModelLevel[]};

/** Caches texts: the same few thousand numbers recur. */
const remembered = (write: (value: number) => string): ((value: number) => string) => {
	const texts = new Map<number, string>();
	return (value) => {
		const known = texts.get(value);
		if (known !== undefined) return known;
		const text = write(value);
		if (texts.size < MAX_REMEMBERED) texts.set(value, text);
		return text;
	};
};
const MAX_REMEMBERED = 20_000;

export const priceText = remembered((price) => `${Math.floor(price / 1000)}.${String(price % 1000).padStart(3, '0')}00000`);

const smallQtyText = remembered((lots) => `${Math.floor(lots / 1e8)}.${String(lots % 1e8).padStart(8, '0')}`);

export const qtyText = (lots: number | bigint): string =>
	typeof lots === 'number' ? smallQtyText(lots) : `${lots / 100_000_000n}.${String(lots % 100_000_000n).padStart(8, '0')}`;

const levelsText = (levels: readonly ModelLevel[]): string => {
	let text = '[';
	for (const [price, lots] of levels) text += `${text.length > 1 ? ',' : ''}["${priceText(price)}","${qtyText(lots)}"]`;
	return `${text}]`;
};

const wrapped = (stream: string, data: string): string => `{"stream":"modelusdt@${stream}","data":${data}}`;

const WRAPPING = /^\{"stream":"[^"]*","data":/;

/** Without the stream's name, as on a socket subscribed by message. */
export const bareText = (text: string): string => {
	const wrapping = WRAPPING.exec(text)?.[0];
	return wrapping === undefined ? text : text.slice(wrapping.length, -1);
};

export const depthText = (diff: ModelDiff, symbol = SYMBOL): string =>
	wrapped(
		'depth@100ms',
		`{"e":"depthUpdate","E":${Math.round(diff.atMs * 1000)},"s":"${symbol}","U":${diff.firstId},"u":${diff.lastId},"b":${levelsText(diff.bids)},"a":${levelsText(diff.asks)}}`,
	);

export const tradeText = (trade: ModelTrade): string => {
	const at = Math.round(trade.atMs * 1000);
	return wrapped(
		'trade',
		`{"e":"trade","E":${at},"s":"${SYMBOL}","t":${trade.id},"p":"${priceText(trade.price)}","q":"${qtyText(trade.lots)}","T":${at},"m":${trade.aggressor === 'sell'},"M":true}`,
	);
};

export const topText = (top: ModelTop): string =>
	wrapped(
		'bookTicker',
		`{"u":${top.id},"s":"${SYMBOL}","b":"${priceText(top.bid[0])}","B":"${qtyText(top.bid[1])}","a":"${priceText(top.ask[0])}","A":"${qtyText(top.ask[1])}"}`,
	);

export const shutdownText = (atMs: number): string => `{"e":"serverShutdown","E":${Math.round(atMs * 1000)}}`;

export const snapshotText = (snapshot: ModelSnapshot, limit: number): string =>
	`{"lastUpdateId":${snapshot.lastId},"bids":${levelsText(snapshot.bids.slice(0, limit))},"asks":${levelsText(snapshot.asks.slice(0, limit))}}`;

export const instrumentText = (tick: number, status: string): string =>
	JSON.stringify({
		timezone: 'UTC',
		symbols: [
			{
				symbol: SYMBOL,
				status,
				baseAsset: 'MODEL',
				quoteAsset: 'USDT',
				filters: [
					{filterType: 'PRICE_FILTER', minPrice: '0.00100000', tickSize: priceText(tick)},
					{filterType: 'LOT_SIZE', minQty: '0.00100000', stepSize: '0.00100000'},
					{filterType: 'NOTIONAL', minNotional: '5.00000000'},
				],
			},
		],
	});

export const timeText = (atMs: number): string => `{"serverTime":${Math.round(atMs * 1000)}}`;

// The build under measurement: `dist`, or the folder in MM_TUI_DIST.

const dist = new URL(process.env.MM_TUI_DIST ?? '../../dist/', import.meta.url);
const load = (path) => import(new URL(path, dist));

export const {createInstrument, lossyPrice} = await load('domain/instrument.js');
export const {OrderBook} = await load('domain/book/order-book.js');
export const {LevelColumns} = await load('domain/book/level-columns.js');
export const {binance} = await load('venue/binance/index.js');
export const {readMessage} = await load('venue/binance/market.js');
export const {createMarket} = await load('exchange/market/market.js');
export const {MarketSession} = await load('session/market-session.js');
export const {LineSink} = await load('headless/line-sink.js');
export const {startLineStream} = await load('headless/line-stream.js');
export const {FrameBuilder} = await load('engine/build-frame.js');

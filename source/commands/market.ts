/** Opens a command's market: the venue, other endpoints, or the built-in exchange. */

import type {Config} from '../config/config.js';
import type {Endpoints} from '../runtime/node/ports.js';

export type Market = {
	readonly endpoints: Endpoints;
	readonly close: () => Promise<void>;
};

/** @param onDeath is called if the built-in exchange ends unasked. */
export const openMarket = async (config: Config, onDeath: (message: string) => void): Promise<Market> => {
	if (!config.demo) return {endpoints: config.endpoints, close: async () => {}};
	const {startDemoExchange} = await import('./demo-exchange.js');
	const {restUrl, wsUrl, close} = await startDemoExchange(config.exchange, [config.symbol], onDeath);
	return {endpoints: {restUrl, wsUrl}, close};
};

/** Begins faults, and shapes what the exchange says while they last. */

import type {Command} from '../../../source/engine/command.js';
import type {EngineInput} from '../../../source/engine/inputs.js';
import {
	badIdsText,
	badLevelText,
	crossedDiff,
	foreignText,
	garbageText,
	refusedText,
	unknownText,
	unsafeIdsText,
	withUnknownDeletes,
	zeroSpellings,
} from './event-factory.js';
import type {FaultName} from './faults.js';
import type {ModelExchange} from './model-exchange.js';
import type {Network} from './network.js';
import {ANY_NONSENSE, type RestServer} from './rest-server.js';
import {depthText, shutdownText, type ModelDiff} from './wire.js';
import type {World} from './world.js';

/** What of the session a fault may touch. */
export type Victim = {
	input(input: EngineInput): void;
	suspend(lastsMs: number, clockStops: boolean): void;
	waivePolicyWait(): void;
};

/** Binance promises no time at all; ten minutes were struck out again. */
const SHUTDOWN_NOTICE_MS = 8000;
const HOUR_MS = 3_600_000;

export class Injector {
	readonly #world: World;
	readonly #exchange: ModelExchange;
	readonly #network: Network;
	readonly #rest: RestServer;
	readonly #victim: Victim;
	/** What happens to the next depth event, once. */
	readonly #next: ((diff: ModelDiff) => string | undefined)[] = [];
	#trend = 0;

	constructor(world: World, exchange: ModelExchange, network: Network, rest: RestServer, victim: Victim) {
		this.#world = world;
		this.#exchange = exchange;
		this.#network = network;
		this.#rest = rest;
		this.#victim = victim;
	}

	begin(name: FaultName, lastsMs: number): void {
		this.#world.start(name, lastsMs);
		this.#beginFeed(name);
		this.#beginRest(name, lastsMs);
		this.#beginMarket(name);
		this.#beginHost(name, lastsMs);
	}

	/** Called before the exchange moves. */
	steer(): void {
		this.#exchange.quiet = this.#world.has('quiet-market');
		this.#exchange.halted = this.#world.has('halt');
		this.#exchange.trend = this.#world.has('trend') ? this.#trend : 0;
		this.#rest.status = this.#world.has('halt') ? 'BREAK' : 'TRADING';
	}

	sendDepth(diff: ModelDiff): void {
		const spoil = this.#next.shift();
		if (spoil !== undefined) {
			const text = spoil(diff);
			if (text !== undefined) this.#network.say(text);
			return;
		}

		if (this.#world.has('zero-spellings')) this.#network.say(zeroSpellings(depthText(diff), this.#world));
		else this.#network.sayDepth(this.#world.has('unknown-deletes') ? withUnknownDeletes(diff, this.#exchange) : diff);
	}

	/** What the stream does to the engine. */
	#beginFeed(name: FaultName): void {
		const world = this.#world;
		const network = this.#network;
		switch (name) {
			case 'disconnect':
				network.cutAll(1006);
				return;
			case 'close':
				network.cutAll(world.pick([1000, 1001, 1011, 1012, 1013, 4000]));
				return;
			case 'policy-close':
				network.cutAll(1008);
				return;
			case 'flap':
				network.cutAll(1006);
				return;
			case 'half-open':
				for (const link of network.links.values()) link.half = true;
				return;
			case 'dead-stream':
				for (const link of network.links.values()) link.depthless = true;
				return;
			case 'refuse-connections':
			case 'silent-handshake':
				if (world.chance(0.5)) network.cutAll(1006);
				return;
			case 'shutdown': {
				const links = network.open;
				network.say(shutdownText(world.now));
				world.after(SHUTDOWN_NOTICE_MS * (0.5 + world.random()), () => network.cutAll(1001, links));
				return;
			}

			case 'refused-message':
				network.say(refusedText());
				return;
			case 'crossed':
			case 'locked': {
				const diff = crossedDiff(this.#exchange, name === 'locked', world.now);
				if (diff !== undefined) network.say(depthText(diff));
				return;
			}

			case 'foreign-symbol':
				this.#next.push((diff) => {
					network.say(foreignText(diff));
					return depthText(diff);
				});
				return;
			case 'lost-event':
				this.#next.push(() => undefined);
				return;
			case 'bad-event':
				this.#next.push((diff) => badLevelText(diff, world));
				return;
			case 'bad-ids':
				this.#next.push((diff) => badIdsText(diff, world));
				return;
			case 'unsafe-ids':
				this.#next.push((diff) => unsafeIdsText(diff));
				return;
			case 'garbage':
				this.#next.push((diff) => garbageText(diff, world));
				return;
			case 'unknown-event':
				network.say(unknownText(world));
				return;
			default:
		}
	}

	#beginRest(name: FaultName, lastsMs: number): void {
		const world = this.#world;
		switch (name) {
			case 'rate-limit':
				this.#rest.refuse(429, lastsMs);
				return;
			case 'ban':
				this.#rest.refuse(418, lastsMs, world.chance(0.3) ? '' : undefined);
				return;
			case 'waf':
				this.#rest.refuse(403, lastsMs, world.chance(0.3) ? '' : undefined);
				return;
			case 'nonsense-retry-after':
				this.#rest.refuse(429, lastsMs, ANY_NONSENSE);
				return;
			case 'frozen-rest':
				this.#rest.freeze();
				return;
			default:
		}
	}

	#beginMarket(name: FaultName): void {
		const world = this.#world;
		const exchange = this.#exchange;
		switch (name) {
			case 'id-reset':
				exchange.resetIds(world.now);
				return;
			case 'id-jump':
				exchange.jumpIds(world.now, 1 + Math.floor(world.random() ** 4 * 1e12));
				return;
			case 'empty-event':
				exchange.spendIds(world.now, 1 + Math.floor(world.random() * 5));
				return;
			case 'empty-side':
				exchange.sweep(world.now, world.chance(0.5) ? 'bid' : 'ask');
				return;
			case 'huge-event':
				exchange.flood(world.now, world.chance(0.1) ? 2500 : 200);
				return;
			case 'tick-change':
				exchange.changeTick(world.now, world.pick([1, 10, 50, 100]));
				return;
			case 'trade-gap':
				exchange.skipTradeIds(1 + Math.floor(world.random() * 1000));
				return;
			case 'trend':
				this.#trend = world.chance(0.5) ? 1 : -1;
				return;
			default:
		}
	}

	/** What the machine and its operator do. */
	#beginHost(name: FaultName, lastsMs: number): void {
		const world = this.#world;
		switch (name) {
			case 'suspend':
				this.#victim.suspend(lastsMs, true);
				return;
			case 'stop':
				this.#victim.suspend(lastsMs, false);
				return;
			case 'stall':
				this.#victim.suspend(200 + world.random() * 1700, false);
				return;
			case 'clock-step':
				world.stepWall((world.random() - 0.5) * 2 * HOUR_MS);
				return;
			case 'clock-drift':
				world.drift((world.random() - 0.5) * 0.1, lastsMs);
				return;
			case 'venue-clock':
				world.venueStep += (world.random() - 0.5) * 20_000;
				return;
			case 'operator':
				this.#victim.waivePolicyWait();
				this.#command({kind: 'resync'});
				return;
			case 'operator-quotes':
				this.#meddle(lastsMs);
				return;
			default:
		}
	}

	#meddle(lastsMs: number): void {
		const {random} = this.#world;
		this.#command({kind: 'adjust-skew', steps: Math.floor(random() * 7) - 3});
		this.#command({kind: 'adjust-half-spread', steps: Math.floor(random() * 7) - 4});
		this.#command({kind: 'pull-quotes'});
		this.#world.after(lastsMs, () => {
			this.#command({kind: 'resume-quotes'});
			this.#command({kind: 'flat-skew'});
		});
	}

	#command(command: Command): void {
		this.#victim.input({kind: 'command', command});
	}
}

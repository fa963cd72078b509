/** Starts faults, and distorts what the exchange sends while they last. */

import type {Command} from '../../../source/engine/command.js';
import type {WireInput} from '../../../source/session/wire.js';
import {
	badIdsText,
	badLevelText,
	corruptDiff,
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

/** The parts of a session that a fault may act on. */
export type Victim = {
	input(input: WireInput): void;
	restart(afterMs: number): void;
	suspend(lastsMs: number, clockStops: boolean): void;
	waivePolicyWait(): void;
	/** The venue itself is wrong for this long. */
	deceived(lastsMs: number): void;
	/** Statements about ids before this moment no longer apply. */
	idsRestarted(): void;
	/** The first message that reveals the fault has reached the process. */
	noticeable(): void;
};

/** Binance promises no period; its documentation once said ten minutes. */
const SHUTDOWN_NOTICE_MS = 8000;
const HOUR_MS = 3_600_000;
/** Longer than it takes to abandon a socket. */
const UNDEAD_FOR_MS = 20_000;
/** With these, messages arrive much later. */
const LATE = ['lag', 'backlog', 'mute', 'skew'] as const;
const LATE_MS = 10_000;
const DRIFT_TICKS_PER_MS = 0.0004;
/** `Retry-After` headers of two consecutive refusals. */
const SECOND_THOUGHTS = [
	['40', '1'],
	['5', '30'],
	['20', '', '1'],
	['1', '15', '2'],
] as const;

export class Injector {
	readonly #world: World;
	readonly #exchange: ModelExchange;
	readonly #network: Network;
	readonly #rest: RestServer;
	readonly #victim: Victim;
	/** One-time changes of the next depth event. */
	readonly #next: ((diff: ModelDiff) => string | undefined)[] = [];
	#trend = 0;
	#steeredAt = 0;
	/** The next diff sent reveals the fault. */
	#tellNext = false;

	constructor(world: World, exchange: ModelExchange, network: Network, rest: RestServer, victim: Victim) {
		this.#world = world;
		this.#exchange = exchange;
		this.#network = network;
		this.#rest = rest;
		this.#victim = victim;
	}

	begin(name: FaultName, lastsMs: number): void {
		this.#world.start(name, lastsMs);
		this.#beginFeed(name, lastsMs);
		this.#beginRest(name, lastsMs);
		this.#beginMarket(name, lastsMs);
		this.#beginHost(name, lastsMs);
	}

	/** Call before the exchange moves. */
	steer(): void {
		this.#exchange.quiet = this.#world.has('quiet-market');
		this.#exchange.halted = this.#world.has('halt');
		this.#exchange.trend = this.#world.has('trend') ? this.#trend : 0;
		this.#rest.status = this.#world.has('halt') ? 'BREAK' : 'TRADING';
		this.#drift();
	}

	#drift(): void {
		const world = this.#world;
		const elapsedMs = world.now - this.#steeredAt;
		this.#steeredAt = world.now;
		if (world.has('drift') && !world.has('quiet-market') && !world.has('halt') && world.chance(elapsedMs * DRIFT_TICKS_PER_MS)) {
			this.#exchange.nudge(world.now, 1);
		}
	}

	sendDepth(diff: ModelDiff): void {
		const spoil = this.#next.shift();
		if (spoil !== undefined) {
			const text = spoil(diff);
			if (text !== undefined) this.#network.say(text);
			return;
		}

		if (this.#tellNext) {
			this.#tellNext = false;
			this.#tell(depthText(diff));
		}

		if (this.#world.has('zero-spellings')) this.#network.say(zeroSpellings(depthText(diff), this.#world));
		else this.#network.sayDepth(this.#world.has('unknown-deletes') ? withUnknownDeletes(diff, this.#exchange) : diff);
	}

	/** @returns the text; its arrival is the first evidence of the fault for the process. */
	#tell(text: string): string {
		this.#network.onArrival(text, () => this.#victim.noticeable());
		return text;
	}

	/** Faults of the stream. */
	#beginFeed(name: FaultName, lastsMs: number): void {
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
			case 'policy-close-second': {
				const links = network.open;
				network.say(shutdownText(world.venueWall()));
				world.after(200 + world.random() * 3000, () =>
					network.cutAll(
						1008,
						network.open.filter((link) => !links.includes(link)),
					),
				);
				world.after(SHUTDOWN_NOTICE_MS, () => network.cutAll(1001, links));
				return;
			}

			case 'outage':
			case 'half-open':
				for (const link of network.links.values()) link.half = true;
				return;
			case 'dead-stream':
				for (const link of network.links.values()) link.depthless = true;
				return;
			case 'zombie':
				network.makeUndead(lastsMs + UNDEAD_FOR_MS);
				return;
			case 'refuse-connections':
			case 'silent-handshake':
				if (world.chance(0.5)) network.cutAll(1006);
				return;
			case 'shutdown': {
				const links = network.open;
				network.say(shutdownText(world.venueWall()));
				world.after(SHUTDOWN_NOTICE_MS * (0.5 + world.random()), () => network.cutAll(1001, links));
				return;
			}

			case 'refused-message':
				network.say(refusedText());
				return;
			case 'crossed':
			case 'locked': {
				const diff = crossedDiff(this.#exchange, name === 'locked', world.venueWall());
				if (diff !== undefined) network.say(this.#tell(depthText(diff)));
				return;
			}

			case 'foreign-symbol':
				this.#next.push((diff) => {
					network.say(foreignText(diff));
					return depthText(diff);
				});
				return;
			case 'lost-event':
				this.#next.push(() => {
					this.#tellNext = true;
					return undefined;
				});
				return;
			case 'bad-event':
				this.#next.push((diff) => this.#tell(badLevelText(diff, world)));
				return;
			case 'bad-ids':
				this.#next.push((diff) => this.#tell(badIdsText(diff, world)));
				return;
			case 'unsafe-ids':
				this.#next.push((diff) => this.#tell(unsafeIdsText(diff)));
				return;
			case 'corrupt-level':
				this.#next.push((diff) => {
					this.#victim.deceived(0);
					return depthText(corruptDiff(diff, this.#exchange));
				});
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
			case 'two-refusals':
				// After a clock step the venue's time is requested along with a snapshot: two replies in flight.
				world.stepWall(10_000);
				this.#rest.refuseInTurn(lastsMs, world.pick(SECOND_THOUGHTS));
				return;
			case 'foreign-snapshot':
			case 'mixed-snapshot':
				this.#victim.deceived(lastsMs);
				return;
			case 'frozen-rest':
				this.#rest.freeze();
				return;
			default:
		}
	}

	#beginMarket(name: FaultName, lastsMs: number): void {
		const world = this.#world;
		const exchange = this.#exchange;
		switch (name) {
			case 'id-reset':
				this.#resetIds();
				return;
			case 'restart-in-silence':
				for (const link of this.#network.links.values()) link.half = true;
				world.after(1000 + world.random() * 4000, () => this.#resetIds());
				return;
			case 'fail-over':
				this.#failOver();
				return;
			case 'id-jump':
				this.#tellNext = true;
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
			case 'far-levels': {
				const alone = world.chance(0.5);
				exchange.outlie(world.now, 1 + Math.floor(world.random() * 12), false);
				if (alone) world.after(lastsMs / 2, () => exchange.outlie(world.now, 1, true));
				world.after(lastsMs, () => exchange.withdrawOutlying(world.now));
				return;
			}

			case 'tick-rise':
				// Sometimes finer: all resting orders are then on the grid.
				exchange.changeTick(world.now, world.pick([1, 50, 100, 1000]));
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

	#resetIds(): void {
		this.#exchange.resetIds(this.#world.now);
		this.#victim.idsRestarted();
		this.#tellNext = true;
	}

	/** The server that made a snapshot fails while the snapshot is in flight; its successor is slightly behind. */
	#failOver(): void {
		const world = this.#world;
		const behind = 5 + Math.floor(world.random() * 60);
		this.#next.push(() => undefined);
		world.start('slow-rest', 2500);
		world.after(1500, () => {
			const unheard = this.#network.open.some((link) => link.half || link.depthless);
			this.#network.cutAll(1006);
			this.#exchange.failOver(world.now, behind);
			this.#rest.forgetCaches();
			this.#victim.idsRestarted();
			// The old server's last messages may fit the new one's snapshots; ids alone cannot tell.
			if (unheard || LATE.some((fault) => world.endOf(fault) > world.now - LATE_MS)) this.#victim.deceived(LATE_MS);
		});
	}

	/** Faults of the machine and its operator. */
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
			case 'restart':
				this.#victim.restart(lastsMs);
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
		// Both remove the quotes; one also closes the position.
		this.#command({kind: Math.floor(lastsMs) % 2 === 0 ? 'flatten' : 'pull-quotes'});
		this.#world.after(lastsMs, () => {
			this.#command({kind: 'resume-quotes'});
			this.#command({kind: 'flat-skew'});
		});
	}

	#command(command: Command): void {
		this.#victim.input({kind: 'command', command});
	}
}

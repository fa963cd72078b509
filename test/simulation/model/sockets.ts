/** The program's real socket layer, including the dial limits across restarts, over the model network. */

import {politeSockets} from '../../../source/runtime/node/polite-sockets.js';
import type {SocketHandle, SocketHandlers} from '../../../source/runtime/node/ports.js';
import {binance} from '../../../source/venue/binance/index.js';
import type {ModelMemory} from './memory.js';
import type {Network} from './network.js';
import type {World} from './world.js';

export class Sockets {
	readonly #world: World;
	readonly #network: Network;
	readonly #memory: ModelMemory;
	readonly #onDial: () => void;
	/** Abandoned ones stay: they may go on sending, and the engine must not receive it. */
	readonly #handlers = new Map<number, SocketHandlers>();
	readonly #open = new Map<number, SocketHandle>();

	constructor(world: World, network: Network, memory: ModelMemory, onDial: () => void) {
		this.#world = world;
		this.#network = network;
		this.#memory = memory;
		this.#onDial = onDial;
	}

	/** Sockets whose end the program has not been told. */
	get count(): number {
		return this.#open.size;
	}

	handlersOf(link: number): SocketHandlers | undefined {
		return this.#handlers.get(link);
	}

	dial(link: number, url: string, handlers: SocketHandlers): void {
		const clock = {now: () => this.#world.instant(), parseDate: (text: string) => Date.parse(text)};
		const timers = {after: (delayMs: number, run: () => void) => this.#after(delayMs, run)};
		const plain = {connect: (_url: string, minded: SocketHandlers) => this.#connect(link, minded)};
		this.#handlers.set(link, handlers);
		const socket = politeSockets(plain, {memory: this.#memory.dials, clock, timers}).connect(url, handlers, binance.limits.dials);
		this.#open.set(link, socket);
	}

	say(link: number, text: string): void {
		this.#network.receive(link, text);
	}

	/** The program was told of its end. */
	forget(link: number): void {
		this.#open.delete(link);
	}

	end(link: number): void {
		this.#open.get(link)?.terminate();
		this.#open.delete(link);
		this.#network.disconnect(link);
	}

	/** The program ended with all its sockets. */
	forgetAll(): void {
		for (const link of this.#open.keys()) this.end(link);
		this.#handlers.clear();
	}

	#connect(link: number, handlers: SocketHandlers): SocketHandle {
		this.#handlers.set(link, handlers);
		this.#network.connect(link);
		this.#onDial();
		return {send: () => {}, terminate: () => {}, pause: () => {}, resume: () => {}};
	}

	#after(delayMs: number, run: () => void): () => void {
		let isOver = false;
		this.#world.after(delayMs, () => {
			if (!isOver) run();
		});
		return () => {
			isOver = true;
		};
	}
}

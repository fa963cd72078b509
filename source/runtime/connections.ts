/** A session's sockets by generation: two of them while one connection takes over from another. */

import type {DialLimits} from '../domain/venue-limits.js';
import type {WireInput} from '../session/wire.js';
import type {SocketHandle, SocketPort} from './node/ports.js';

export class Connections {
	readonly #sockets: SocketPort;
	readonly #limits: DialLimits;
	readonly #feed: (input: WireInput) => void;
	readonly #open = new Map<number, SocketHandle>();

	/** @param feed takes what happens on them. */
	constructor(sockets: SocketPort, limits: DialLimits, feed: (input: WireInput) => void) {
		this.#sockets = sockets;
		this.#limits = limits;
		this.#feed = feed;
	}

	dial(generation: number, url: string): void {
		const handlers = {
			onOpen: () => this.#feed({kind: 'opened', generation}),
			onMessage: (data: Uint8Array) => this.#feed({kind: 'message', generation, data}),
			onEnd: (code: number, detail: string) => {
				this.#open.delete(generation);
				this.#feed({kind: 'lost', generation, code, detail});
			},
		};
		this.#open.set(generation, this.#sockets.connect(url, handlers, this.#limits));
	}

	say(generation: number, text: string): void {
		this.#open.get(generation)?.send(text);
	}

	hangUp(generation: number): void {
		this.#open.get(generation)?.terminate();
		this.#open.delete(generation);
	}

	close(): void {
		for (const socket of this.#open.values()) socket.terminate();
		this.#open.clear();
	}
}

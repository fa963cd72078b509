/** Carries out what a session wants done, through ports that others may share, and feeds back what comes of it. */

import type {DialLimits} from '../domain/venue-limits.js';
import type {OutsideInput, WireEffect} from '../session/wire.js';
import {Connections} from './connections.js';
import type {Ports} from './node/ports.js';
import {askPolitely} from './polite-rest.js';

export type EffectRunnerOptions = {
	readonly ports: Pick<Ports, 'sockets' | 'http' | 'restMemory' | 'clock'>;
	readonly restUrl: string;
	readonly dials: DialLimits;
	/** Takes what happens outside. */
	readonly feed: (input: OutsideInput) => void;
};

export class EffectRunner {
	readonly #options: EffectRunnerOptions;
	readonly #connections: Connections;
	#closed = false;

	constructor(options: EffectRunnerOptions) {
		this.#options = options;
		this.#connections = new Connections(options.ports.sockets, options.dials, options.feed);
	}

	run(effect: WireEffect): void {
		switch (effect.kind) {
			case 'dial':
				this.#connections.dial(effect.generation, effect.url);
				return;
			case 'say':
				this.#connections.say(effect.generation, effect.text);
				return;
			case 'hang-up':
				this.#connections.hangUp(effect.generation);
				return;
			case 'get':
				void this.#get(effect);
				return;
			case 'remember-hold': {
				const {restMemory, clock} = this.#options.ports;
				restMemory.remember(effect.baseUrl, effect.untilMs, clock.now().wallMs);
			}
		}
	}

	/** Reads from no socket until {@link resume}: the back-pressure of a slow reader. */
	pause(): void {
		this.#connections.pause();
	}

	resume(): void {
		this.#connections.resume();
	}

	/** Ends the connections; what is still answered is not fed back. The ports stay open. */
	close(): void {
		this.#closed = true;
		this.#connections.close();
	}

	async #get({requestId, url, headers}: Extract<WireEffect, {kind: 'get'}>): Promise<void> {
		const {ports, restUrl, feed} = this.#options;
		const asked = await askPolitely(ports, restUrl, {url, headers}, () => !this.#closed);
		if (asked !== undefined && !this.#closed) feed({kind: 'answer', requestId, ...asked});
	}
}

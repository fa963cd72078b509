/** How much net has fallen from its best within a window of time: a queue of falling nets, the best one in front. */

import {subtractMoney, type Money} from '../../../domain/money.js';
import type {MonotonicMs} from '../../../domain/units.js';

/** Samples nearer than this share of the window are one: bounds the queue. */
const SHARES = 100;

export class LossWindow {
	#nets: {readonly at: number; readonly net: Money}[] = [];

	clear(): void {
		this.#nets = [];
	}

	/** @returns the best net of the window, this one included, less this one. */
	lostWithin(net: Money, now: MonotonicMs, windowMs: number): Money {
		const nets = this.#nets;
		while ((nets[0]?.at ?? Infinity) < now - windowMs) nets.shift();
		// Whatever is no better and older can never be the best again.
		for (let last = nets.at(-1); last !== undefined && last.net <= net; last = nets.at(-1)) nets.pop();
		const last = nets.at(-1);
		if (last === undefined || now - last.at >= windowMs / SHARES) nets.push({at: now, net});
		return subtractMoney(nets[0]?.net ?? net, net);
	}
}

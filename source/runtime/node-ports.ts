/** The real ports: with the other `node-` files the only place where the engine's shell meets Node, ws and undici. */

import {randomInt} from 'node:crypto';
import {setDefaultAutoSelectFamilyAttemptTimeout} from 'node:net';
import {monotonicMs, unixMs} from '../domain/units.js';
import {nodeDialMemory} from './node-dial-memory.js';
import {HTTP_LIMITS, nodeHttp} from './node-http.js';
import {nodeLog} from './node-log.js';
import {nodeRestMemory} from './node-rest-memory.js';
import {nodeSockets, SOCKET_LIMITS} from './node-sockets.js';
import {politeSockets} from './polite-sockets.js';
import type {ClockPort, Ports, ProxySettings, TimersPort} from './ports.js';

/** The clocks may drift apart by this much before the wall anchor is set anew. */
const WALL_TOLERANCE_MS = 2;
/** For one of a host's addresses before the next is tried too: Node's own 250 ms gives up on slow ways that work. */
const ADDRESS_ATTEMPT_MS = 1500;
const LONGEST_TIMER_MS = 2_147_483_647;

/** Wall time with a fraction: `Date.now` counts whole milliseconds, so it only anchors the monotonic clock. */
const nodeClock = (): ClockPort => {
	let anchor = Date.now() - performance.now();
	return {
		now() {
			const mono = performance.now();
			const wall = Date.now();
			if (Math.abs(mono + anchor - wall) > WALL_TOLERANCE_MS) anchor = wall - mono;
			return {monoMs: monotonicMs(mono), wallMs: unixMs(mono + anchor)};
		},
		parseDate: (text) => Date.parse(text),
	};
};

const nodeTimers: TimersPort = {
	every(periodMs, run) {
		const timer = setInterval(run, periodMs);
		return () => clearInterval(timer);
	},
	after(delayMs, run) {
		// A longer delay would fire at once; whoever waits longer looks again then.
		const timer = setTimeout(run, Math.min(delayMs, LONGEST_TIMER_MS));
		return () => clearTimeout(timer);
	},
};

/** @param proxies none: straight to every address. */
export const nodePorts = (proxies?: ProxySettings): Ports => {
	setDefaultAutoSelectFamilyAttemptTimeout(ADDRESS_ATTEMPT_MS);
	const clock = nodeClock();
	return {
		clock,
		timers: nodeTimers,
		random: {seed: () => randomInt(2 ** 32)},
		sockets: politeSockets(nodeSockets(SOCKET_LIMITS, proxies), {memory: nodeDialMemory(), clock, timers: nodeTimers}),
		http: nodeHttp(HTTP_LIMITS, proxies),
		restMemory: nodeRestMemory(),
		log: nodeLog(),
	};
};

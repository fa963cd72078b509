/** The real ports: with the other `node-` files the only place where the engine's shell meets Node, ws and undici. */

import {randomInt} from 'node:crypto';
import {setDefaultAutoSelectFamilyAttemptTimeout} from 'node:net';
import {instantOf} from '../../domain/units.js';
import {AddressBudgets} from '../../session/address-budget.js';
import {DIALS_FILE, nodeDialMemory} from './node-dial-memory.js';
import {FileLane} from './node-files.js';
import {HTTP_LIMITS, nodeHttp} from './node-http.js';
import {nodeLog} from './node-log.js';
import {nodeRestMemory, REST_FILE} from './node-rest-memory.js';
import {nodeSockets, SOCKET_LIMITS} from './node-sockets.js';
import {openState} from './node-state-file.js';
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
			return instantOf(mono, mono + anchor);
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
		// `setTimeout` fires at once for a longer delay; callers that wait longer look at the clock again.
		const timer = setTimeout(run, Math.min(delayMs, LONGEST_TIMER_MS));
		return () => clearTimeout(timer);
	},
};

/**
 * Resolves when the state folder has been read, or does not answer, which listeners of the log port are told.
 *
 * @param proxies absent: straight to every address.
 */
export const nodePorts = async (proxies?: ProxySettings): Promise<Ports> => {
	// One lane: a drive that does not answer must not block more than one of libuv's threads, which look up names, too.
	const lane = new FileLane();
	const log = nodeLog({lane});
	const state = await openState([REST_FILE, DIALS_FILE], {lane, onProblem: (text) => log.tell(text)});
	setDefaultAutoSelectFamilyAttemptTimeout(ADDRESS_ATTEMPT_MS);
	const clock = nodeClock();
	return {
		clock,
		timers: nodeTimers,
		random: {seed: () => randomInt(2 ** 32)},
		sockets: politeSockets(nodeSockets(SOCKET_LIMITS, proxies), {memory: nodeDialMemory(state), clock, timers: nodeTimers}),
		http: nodeHttp(HTTP_LIMITS, proxies),
		restMemory: nodeRestMemory(state),
		budgets: new AddressBudgets(),
		rssBytes: () => process.memoryUsage.rss(),
		log,
	};
};

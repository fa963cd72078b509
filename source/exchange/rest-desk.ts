/** Stands before the REST side: counts weight, refuses, and serves the faults that concern requests. */

import type {FaultsInForce} from './faults-in-force.js';
import {banned, RateLimit, type Verdict} from './rate-limit.js';
import {answerRest, requestWeight, type RestRequest, type RestView} from './rest-api.js';
import {
	FORBIDDEN,
	refusal,
	SERVER_ERROR,
	truncate,
	weightHeaders,
	withHeaders,
	type RestResponse,
} from './rest-response.js';

/** An answer, and how long it is kept back. */
export type DelayedResponse = {readonly response: RestResponse; readonly delayMs: number};

const SLOW_MS = 10_000;

export class RestDesk {
	readonly #faults: FaultsInForce;
	readonly #limit = new RateLimit();

	constructor(faults: FaultsInForce) {
		this.#faults = faults;
	}

	answer(request: RestRequest, view: RestView, monoMs: number): DelayedResponse {
		const charged = this.#limit.charge(requestWeight(request), view.nowMs);
		const verdict = this.#spoilVerdict(charged, view.nowMs, monoMs);
		const response = this.#firewall(monoMs) ?? refusal(verdict) ?? this.#serve(request, view, monoMs);
		const delayMs = this.#faults.has('slow-rest', monoMs) ? SLOW_MS : 0;
		return {response: withHeaders(response, weightHeaders(verdict)), delayMs};
	}

	#firewall(monoMs: number): RestResponse | undefined {
		return this.#faults.has('waf', monoMs) ? FORBIDDEN : undefined;
	}

	#serve(request: RestRequest, view: RestView, monoMs: number): RestResponse {
		if (this.#faults.has('server-error', monoMs)) return SERVER_ERROR;
		const response = answerRest(request, view);
		return this.#faults.has('truncated', monoMs) ? truncate(response) : response;
	}

	#spoilVerdict(verdict: Verdict, nowMs: number, monoMs: number): Verdict {
		const {usedWeight} = verdict;
		const banMs = this.#faults.leftMs('ban', monoMs);
		if (banMs > 0) return banned(usedWeight, nowMs, nowMs + banMs);
		const limitMs = this.#faults.leftMs('rate-limit', monoMs);
		if (limitMs > 0) return {kind: 'limited', usedWeight, retryAfterS: Math.ceil(limitMs / 1000)};
		return verdict;
	}
}

/** First stage of every request: charges weight, refuses, and applies the faults that affect REST. */

import type {FaultsInForce} from '../faults/faults-in-force.js';
import type {MarketView} from './methods/public-method.js';
import {banned, limited, RateLimit, type Verdict} from './rate-limit.js';
import {answerRest, requestWeight, type RestRequest} from './rest-api.js';
import {FORBIDDEN, refusal, SERVER_ERROR, truncate, truncateText, weightHeaders, withHeaders, type RestResponse} from './rest-response.js';

/** A response and how long it is held back. */
export type DelayedResponse = {readonly response: RestResponse; readonly delayMs: number};

const SLOW_MS = 10_000;

export class RestFront {
	readonly #faults: FaultsInForce;
	readonly #limit = new RateLimit();

	constructor(faults: FaultsInForce) {
		this.#faults = faults;
	}

	answer(request: RestRequest, view: MarketView, monoMs: number): DelayedResponse {
		const verdict = this.charge(requestWeight(request), view.nowMs, monoMs);
		const response = this.#firewall(monoMs) ?? refusal(verdict) ?? this.#serve(request, view, monoMs);
		return {response: withHeaders(response, weightHeaders(verdict)), delayMs: this.delayMs(monoMs)};
	}

	/** Charges the one budget that REST and the WebSocket API share. */
	charge(weight: number, nowMs: number, monoMs: number): Verdict {
		return this.#applyVerdictFaults(this.#limit.charge(weight, nowMs), nowMs, monoMs);
	}

	/** How long responses are held back now. */
	delayMs(monoMs: number): number {
		return this.#faults.has('slow-rest', monoMs) ? SLOW_MS : 0;
	}

	/** Applies the body faults to a WebSocket API answer. */
	applyTextFaults(text: string, monoMs: number): string {
		return this.#faults.has('truncated', monoMs) ? truncateText(text) : text;
	}

	#firewall(monoMs: number): RestResponse | undefined {
		return this.#faults.has('waf', monoMs) ? FORBIDDEN : undefined;
	}

	#serve(request: RestRequest, view: MarketView, monoMs: number): RestResponse {
		if (this.#faults.has('server-error', monoMs)) return SERVER_ERROR;
		const response = answerRest(request, view);
		return this.#faults.has('truncated', monoMs) ? truncate(response) : response;
	}

	#applyVerdictFaults(verdict: Verdict, nowMs: number, monoMs: number): Verdict {
		const {usedWeight} = verdict;
		const banMs = this.#faults.leftMs('ban', monoMs);
		if (banMs > 0) return banned(usedWeight, nowMs, nowMs + banMs);
		const limitMs = this.#faults.leftMs('rate-limit', monoMs);
		return limitMs > 0 ? limited(usedWeight, nowMs, nowMs + limitMs) : verdict;
	}
}

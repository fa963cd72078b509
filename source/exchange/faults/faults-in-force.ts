/** The lasting faults that are on, by monotonic time. */

import type {FaultKind} from './fault.js';

export class FaultsInForce {
	readonly #untilMs = new Map<FaultKind, number>();

	begin(kind: FaultKind, untilMs: number): void {
		this.#untilMs.set(kind, Math.max(untilMs, this.#untilMs.get(kind) ?? -Infinity));
	}

	has(kind: FaultKind, nowMs: number): boolean {
		return nowMs < (this.#untilMs.get(kind) ?? -Infinity);
	}

	/** Milliseconds until the fault ends, 0 when it is not on. */
	leftMs(kind: FaultKind, nowMs: number): number {
		return Math.max(0, (this.#untilMs.get(kind) ?? nowMs) - nowMs);
	}
}

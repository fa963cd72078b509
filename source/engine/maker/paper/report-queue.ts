/** Reports on their way back: each is told one latency after it happened. */

import type {OrderReport} from '../types/order-report.js';

const NOTHING: readonly OrderReport[] = [];

export class ReportQueue {
	readonly #latencyMs: number;
	#waiting: {readonly dueAt: number; readonly report: OrderReport}[] = [];

	constructor(latencyMs: number) {
		this.#latencyMs = latencyMs;
	}

	add(report: OrderReport): void {
		this.#waiting.push({dueAt: report.atMs + this.#latencyMs, report});
	}

	/** What is known by now, in the order in which it was added. */
	take(now: number): readonly OrderReport[] {
		if (this.#waiting.length === 0) return NOTHING;
		const due = this.#waiting.filter(({dueAt}) => dueAt <= now).map(({report}) => report);
		if (due.length > 0) this.#waiting = this.#waiting.filter(({dueAt}) => dueAt > now);
		return due;
	}

	/** What waits is due now. */
	hurry(): void {
		this.#waiting = this.#waiting.map(({report}) => ({dueAt: -Infinity, report}));
	}

	clear(): void {
		this.#waiting = [];
	}
}

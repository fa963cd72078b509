/** How the paper exchange works, from what the operator chose. */

import type {PaperChoice} from './maker-settings.js';
import type {PaperSettings} from './paper-rules.js';

/** Entry and response each, unless half the measured round trip is longer. */
export const DEFAULT_LATENCY_MS = 25;
/** Longer than any trade was seen to be late (214 ms). */
export const DEFAULT_HOLD_BACK_MS = 250;
export const DEFAULT_QUEUE_POWER = 3;

export const paperSettings = ({model, power, latencyMs, cancelLatencyMs, jitterMs, holdBackMs}: PaperChoice = {}): PaperSettings => ({
	rule: {model: model ?? 'queue-conservative', power: power ?? DEFAULT_QUEUE_POWER},
	entryLatencyMs: latencyMs ?? DEFAULT_LATENCY_MS,
	cancelLatencyMs: cancelLatencyMs ?? latencyMs ?? DEFAULT_LATENCY_MS,
	jitterMs,
	responseLatencyMs: latencyMs ?? DEFAULT_LATENCY_MS,
	holdBackMs: holdBackMs ?? DEFAULT_HOLD_BACK_MS,
	measured: latencyMs === undefined,
});

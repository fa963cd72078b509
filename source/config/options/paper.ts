/** Options of paper orders: latency and fills. */

import {FILL_MODELS} from '../../engine/maker/settings/names.js';
import {DEFAULT_HOLD_BACK_MS, DEFAULT_LATENCY_MS, DEFAULT_QUEUE_POWER} from '../../engine/maker/settings/paper-settings.js';
import {oneOf, positiveUpTo, readDuration} from '../value-readers.js';
import {MAKERS, durationText, type OptionGroup} from './option-row.js';

/**
 * The models on offer. `queue-optimistic` is left out: it always runs beside the chosen one, as the upper end of
 * the PnL band.
 */
const CHOSEN_MODELS = FILL_MODELS.filter((model) => model !== 'queue-optimistic');

export const PAPER_OPTIONS = {
	title: 'Paper orders',
	commands: MAKERS,
	rows: [
		{
			name: 'fill-model',
			placeholder: 'NAME',
			defaultText: 'queue-conservative',
			help: `${CHOSEN_MODELS.filter((model) => model !== 'touch').join(', ')}; touch is for diagnosis only`,
			read: oneOf(CHOSEN_MODELS),
			section: 'paper',
			key: 'model',
		},
		{
			name: 'queue-power',
			placeholder: 'N',
			defaultText: String(DEFAULT_QUEUE_POWER),
			help: 'exponent of queue-prob',
			read: positiveUpTo(100),
			section: 'paper',
			key: 'power',
		},
		{
			name: 'order-latency',
			placeholder: 'DURATION',
			defaultText: `${durationText(DEFAULT_LATENCY_MS)} or half the round trip`,
			help: 'time for an order, and for its answer, to arrive',
			read: readDuration,
			section: 'paper',
			key: 'latencyMs',
		},
		{
			name: 'cancel-latency',
			placeholder: 'DURATION',
			defaultText: 'as of orders',
			help: 'time for a cancel to arrive',
			read: readDuration,
			section: 'paper',
			key: 'cancelLatencyMs',
		},
		{
			name: 'latency-jitter',
			placeholder: 'DURATION',
			defaultText: 'a fifth of each',
			help: 'greatest random addition to each of these',
			read: readDuration,
			section: 'paper',
			key: 'jitterMs',
		},
		{
			name: 'hold-back',
			placeholder: 'DURATION',
			defaultText: durationText(DEFAULT_HOLD_BACK_MS),
			help: 'how long a fill waits for late trades',
			read: readDuration,
			section: 'paper',
			key: 'holdBackMs',
		},
	],
} as const satisfies OptionGroup;

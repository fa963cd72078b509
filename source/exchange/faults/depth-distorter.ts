/** Spoils single depth events of one stream on their way to all clients, as armed. */

import type {ListedDiff, Top} from '../../domain/feed-event.js';
import {priceUnits, qtyLots, updateId} from '../../domain/units.js';
import type {FaultKind} from './fault.js';

export type DepthFault = Extract<FaultKind, 'gap' | 'duplicate' | 'overlap' | 'reorder' | 'bad-event' | 'crossed'>;

export type OutgoingDepth = {readonly diff: ListedDiff; readonly damaged: boolean};

/** How many ids before its own first id an overlapping event begins. */
const OVERLAP_IDS = 3;
const CROSSED_TICKS = 5;
const CROSSED_LOTS = 100_000_000;

const DEPTH_FAULTS: ReadonlySet<FaultKind> = new Set([
	'gap',
	'duplicate',
	'overlap',
	'reorder',
	'bad-event',
	'crossed',
] satisfies DepthFault[]);

export const isDepthFault = (kind: FaultKind): kind is DepthFault => DEPTH_FAULTS.has(kind);

export class DepthDistorter {
	/** Each entry spoils one event, in order. */
	readonly #armed: DepthFault[] = [];
	#held: ListedDiff | undefined;

	arm(fault: DepthFault): void {
		this.#armed.push(fault);
	}

	/** The events that clients get instead of this one. `top` is the true best bid and ask. */
	pass(diff: ListedDiff, top: Top | undefined): readonly OutgoingDepth[] {
		const held = this.#held;
		this.#held = undefined;
		const late = held === undefined ? [] : [intact(held)];
		return [...this.#spoil(diff, top), ...late];
	}

	#spoil(diff: ListedDiff, top: Top | undefined): readonly OutgoingDepth[] {
		const fault = this.#armed.shift();
		switch (fault) {
			case undefined:
				return [intact(diff)];
			case 'gap':
				return [];
			case 'duplicate':
				return [intact(diff), intact(diff)];
			case 'overlap':
				return [intact({...diff, firstId: updateId(Math.max(1, diff.firstId - OVERLAP_IDS))})];
			case 'bad-event':
				return [{diff, damaged: true}];
			case 'crossed':
				return [intact(cross(diff, top))];
			case 'reorder':
				this.#held = diff;
				return [];
		}
	}
}

const intact = (diff: ListedDiff): OutgoingDepth => ({diff, damaged: false});

const cross = (diff: ListedDiff, top: Top | undefined): ListedDiff => {
	if (top === undefined) return diff;
	const price = priceUnits(top.ask.priceUnits + CROSSED_TICKS);
	const lie = {priceUnits: price, qtyLots: qtyLots(CROSSED_LOTS)};
	return {...diff, bids: [...diff.bids.filter((level) => level.priceUnits !== price), lie]};
};

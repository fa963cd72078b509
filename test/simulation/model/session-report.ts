/** Options and results of a session. */

import type {Command} from '../../../source/engine/command.js';
import type {EngineView} from '../../../source/engine/engine-view.js';
import type {MakerSettings} from '../../../source/engine/maker/settings/maker-settings.js';
import type {EngineOutput} from '../../../source/engine/outputs.js';
import type {FaultName, PlannedFault} from './faults.js';
import type {SessionTape} from './tape.js';

export type SessionOptions = {
	readonly seed: number;
	/** Virtual length including recovery; unset: ten minutes. */
	readonly minutes?: number | undefined;
	/** Replaces the faults drawn from the seed. */
	readonly faults?: readonly PlannedFault[] | undefined;
	readonly names?: readonly FaultName[] | undefined;
	/** A busy market with clock inputs every 50 ms, whatever the seed. */
	readonly busy?: boolean | undefined;
	/** Snapshots of 20 levels per side; unset: in every eighth seed. */
	readonly shallow?: boolean | undefined;
	/** Fixed one-way delay. */
	readonly latencyMs?: number | undefined;
	/** Every nth seed lasts a whole day; 0 for none. */
	readonly dayEvery?: number | undefined;
	/** Every nth session has a market maker; 0 for none. */
	readonly makerEvery?: number | undefined;
	/** Beside what every session's market maker has. */
	readonly maker?: Omit<Partial<MakerSettings>, 'inventory' | 'makerFeeRate'> | undefined;
	/** What the operator asks for besides, in milliseconds from the start. */
	readonly commands?: ReadonlyArray<{readonly at: number; readonly command: Command}> | undefined;
	/** Hears every output while the engine's view shows its moment. */
	readonly listen?: ((output: EngineOutput, view: EngineView) => void) | undefined;
	/** Records the session. */
	readonly tape?: SessionTape | undefined;
};

export type Transition = {readonly at: number; readonly trusted: boolean; readonly reason: string};

export type SessionReport = {
	readonly seed: number;
	readonly violation: string | undefined;
	readonly atMs: number;
	readonly faults: readonly PlannedFault[];
	readonly steps: number;
	/** Hash of all outputs and effects: equal seeds give equal hashes. */
	readonly trace: number;
	readonly trustedMs: number;
	readonly virtualMs: number;
	readonly checks: number;
	readonly comparisons: number;
	readonly fills: number;
	readonly dials: number;
	readonly peakWeight: number;
	readonly transitions: readonly Transition[];
	/** Times at which a fault could first be noticed, for faults with such a moment. */
	readonly noticeableAt: readonly number[];
};

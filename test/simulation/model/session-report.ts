/** What a session is asked for, and what it tells. */

import type {Command} from '../../../source/engine/command.js';
import type {EngineView} from '../../../source/engine/engine-view.js';
import type {MakerSettings} from '../../../source/engine/maker/settings/maker-settings.js';
import type {EngineOutput} from '../../../source/engine/outputs.js';
import type {FaultName, PlannedFault} from './faults.js';
import type {SessionTape} from './tape.js';

export type SessionOptions = {
	readonly seed: number;
	/** Virtual length, recovery included; ten minutes where absent. */
	readonly minutes?: number | undefined;
	/** Instead of what the seed would draw. */
	readonly faults?: readonly PlannedFault[] | undefined;
	readonly names?: readonly FaultName[] | undefined;
	/** A market that never rests and a clock that is looked at every 50 ms, whatever the seed says. */
	readonly busy?: boolean | undefined;
	/** Snapshots of 20 levels a side; every eighth seed where absent. */
	readonly shallow?: boolean | undefined;
	/** One way through the network, fixed. */
	readonly latencyMs?: number | undefined;
	/** Every so manieth seed lives through a whole day; 0 for none. */
	readonly dayEvery?: number | undefined;
	/** Every so manieth session has a market maker; 0 for none. */
	readonly makerEvery?: number | undefined;
	/** Beside what every session's market maker has. */
	readonly maker?: Omit<Partial<MakerSettings>, 'inventory' | 'makerFeeRate'> | undefined;
	/** What the operator asks for besides, in milliseconds from the start. */
	readonly commands?: ReadonlyArray<{readonly at: number; readonly command: Command}> | undefined;
	/** Hears every output while the engine's view shows its moment. */
	readonly listen?: ((output: EngineOutput, view: EngineView) => void) | undefined;
	/** Writes the session down. */
	readonly tape?: SessionTape | undefined;
};

export type Transition = {readonly at: number; readonly trusted: boolean; readonly reason: string};

export type SessionReport = {
	readonly seed: number;
	readonly violation: string | undefined;
	readonly atMs: number;
	readonly faults: readonly PlannedFault[];
	readonly steps: number;
	/** Of all that the engine said and did: same seed, same hash. */
	readonly trace: number;
	readonly trustedMs: number;
	readonly virtualMs: number;
	readonly checks: number;
	readonly comparisons: number;
	readonly fills: number;
	readonly dials: number;
	readonly peakWeight: number;
	readonly transitions: readonly Transition[];
	/** When a fault could first be known of by the process, where there is such a moment. */
	readonly noticeableAt: readonly number[];
};

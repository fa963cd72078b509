import type {Latency} from '../../../engine/feed/types/gauges.js';

/** Drawing cost, measured by the renderer. */
export type RenderStats = {
	readonly fps: number;
	readonly bytesPerSecond: number;
	/** Frames superseded before the terminal could take them. */
	readonly skipped: number;
	/** Age of the engine's frame when its bytes are written; undefined if not measured. */
	readonly paint?: Latency | undefined;
};

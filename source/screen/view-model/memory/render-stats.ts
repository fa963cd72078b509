/** What the renderer counts of itself. */

import type {Latency} from '../../../engine/feed/types/gauges.js';

/** What drawing costs. */
export type RenderStats = {
	readonly fps: number;
	readonly bytesPerSecond: number;
	/** Pictures overtaken by a newer one before the terminal could take them. */
	readonly skipped: number;
	/** Age of the engine's picture when its bytes go to the terminal; undefined where that is not measured. */
	readonly paint?: Latency | undefined;
};

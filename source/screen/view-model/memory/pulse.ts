/** The spread of the last minute, second by second. */

import type {MonitorFrame} from '../../../engine/frame.js';

export type PulseSecond = {
	readonly second: number;
	/** The widest of that second: what it would have cost to be unlucky. */
	readonly spreadUnits: number;
};

const SECONDS = 60;

export const addPulse = (pulse: readonly PulseSecond[], frame: MonitorFrame): readonly PulseSecond[] => {
	const ticks = frame.touch.spreadUnits;
	if (!frame.trusted || ticks === undefined) return pulse;
	const second = Math.floor(frame.atMs / 1000);
	const last = pulse.at(-1);
	if (last?.second !== second) return [...pulse, {second, spreadUnits: ticks}].slice(-SECONDS);
	return ticks <= last.spreadUnits ? pulse : [...pulse.slice(0, -1), {second, spreadUnits: ticks}];
};

/** Values as a line of `levels`, the least one lowest; as many of the newest as there are cells. */
export const sparkline = (values: readonly number[], cells: number, levels: string): string => {
	const shown = cells > 0 ? values.slice(-cells) : [];
	const [low, high] = [Math.min(...shown), Math.max(...shown)];
	return shown.map((value) => levels.charAt(high === low ? 0 : Math.round(((value - low) / (high - low)) * (levels.length - 1)))).join('');
};

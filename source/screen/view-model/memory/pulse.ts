/** The spread of the last minute, per second. */

import type {MonitorFrame} from '../../../engine/frame.js';

export type PulseSecond = {
	readonly second: number;
	/** The widest spread of the second: the worst case for a taker. */
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

/** Values as characters of `levels`, scaled to their range; the newest that fit. */
export const sparkline = (values: readonly number[], cells: number, levels: string): string => {
	const shown = cells > 0 ? values.slice(-cells) : [];
	const [low, high] = [Math.min(...shown), Math.max(...shown)];
	return shown.map((value) => levels.charAt(high === low ? 0 : Math.round(((value - low) / (high - low)) * (levels.length - 1)))).join('');
};

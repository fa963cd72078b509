/** Latency, age, rates, imbalance, volatility: the parts of the second header row. */

import type {MonitorFrame} from '../engine/frame.js';
import {span, type Row} from './cells.js';
import {durationText, millisecondsText, signedText} from './format.js';
import type {MonitorState} from './monitor-state.js';
import type {Glyphs} from './symbols.js';

type Segment = {readonly row: Row; readonly priority: number};

const segment = (text: string, priority: number): Segment => ({row: [span(text)], priority});

export const gaugeSegments = (state: MonitorState, frame: MonitorFrame, glyphs: Glyphs): readonly Segment[] => {
	const wide = state.columns >= 100;
	const {gauges, touch} = frame;
	const fps = frameRate(state);
	return [
		segment(latencyText(frame, wide, glyphs), 100),
		segment(`clk ${clockOffsetText(frame, glyphs)}`, 60),
		segment(`age ${gauges.depthAgeMs === undefined ? glyphs.absent : ageText(gauges.depthAgeMs)}`, 80),
		segment(`imb5 ${touch.imbalance5 === undefined ? glyphs.absent : signedText(touch.imbalance5, 2)}`, 75),
		segment(volatilityText(frame, glyphs), 70),
		segment(`${gauges.depthRate.toFixed(0)} msg/s`, 50),
		...(fps === undefined ? [] : [segment(`${fps.toFixed(0)} fps`, 40)]),
	];
};

const latencyText = ({gauges}: MonitorFrame, wide: boolean, glyphs: Glyphs): string => {
	const {latency} = gauges;
	if (latency === undefined) return wide ? ` exch${glyphs.arrow}recv ${glyphs.absent}` : ` lat ${glyphs.absent}`;
	const [p50, p99] = [millisecondsText(latency.p50Ms), millisecondsText(latency.p99Ms)];
	return wide ? ` exch${glyphs.arrow}recv p50 ${p50} p99 ${p99} ms` : ` lat ${p50}/${p99} ms`;
};

const clockOffsetText = ({gauges}: MonitorFrame, glyphs: Glyphs): string => {
	const {clockOffset} = gauges;
	if (clockOffset === undefined) return glyphs.absent;
	const offset = clockOffset.offsetMs > 0 ? `+${millisecondsText(clockOffset.offsetMs)}` : millisecondsText(clockOffset.offsetMs);
	return `${offset}${glyphs.plusMinus}${millisecondsText(clockOffset.errorMs)} ms`;
};

/** Ages below ten seconds in milliseconds, others as a duration. */
const ageText = (ageMs: number): string => (ageMs < 10_000 ? `${millisecondsText(ageMs)} ms` : durationText(ageMs));

const volatilityText = ({gauges}: MonitorFrame, {sigma, absent}: Glyphs): string =>
	`${sigma}60s ${gauges.volatilityBp === undefined ? absent : `${gauges.volatilityBp.toFixed(1)} bp`}`;

/** Pictures a second over the last frames; undefined until there are enough. */
export const frameRate = ({frameTimes}: MonitorState): number | undefined => {
	const [first, last] = [frameTimes[0], frameTimes.at(-1)];
	if (first === undefined || last === undefined || last <= first) return undefined;
	const rate = ((frameTimes.length - 1) * 1000) / (last - first);
	return rate >= 1 ? rate : undefined;
};

/** What the last comparison with a fresh snapshot found, and how much of the venue's grant is used up. */
export const restText = (frame: MonitorFrame): string =>
	[auditText(frame), weightText(frame)].filter((text) => text !== '').join('  ');

const AUDIT_WORDS = {equal: 'OK', different: 'FAILED', inconclusive: '?'} as const;

const auditText = ({gauges: {lastAudit}}: MonitorFrame): string =>
	lastAudit === undefined ? '' : `check ${AUDIT_WORDS[lastAudit.result]} ${durationText(lastAudit.ageMs)}`;

const weightText = ({gauges}: MonitorFrame): string =>
	gauges.restWeightLimit > 0 ? `REST ${gauges.restWeightUsed}/${gauges.restWeightLimit}` : '';

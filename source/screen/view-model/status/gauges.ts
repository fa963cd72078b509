/** Latency, age, rates, imbalance, spread, volatility: for the second header row and the gauge panel. */

import type {MonitorFrame} from '../../../engine/frame.js';
import type {Latency} from '../../../engine/feed/types/gauges.js';
import {span, type Row} from '../cells/cells.js';
import {durationText, fineMsText, millisecondsText, signedText} from '../cells/format.js';
import type {MonitorState} from '../state/monitor-state.js';
import type {Glyphs} from '../cells/symbols.js';
import {bookAgeText} from '../words/book-age.js';

type Segment = {readonly row: Row; readonly priority: number};

const segment = (text: string, priority: number): Segment => ({row: [span(text)], priority});

export const gaugeSegments = (state: MonitorState, frame: MonitorFrame, glyphs: Glyphs): readonly Segment[] => {
	const wide = state.columns >= 100;
	const {gauges} = frame;
	const fps = frameRate(state);
	const paint = state.memory.render?.paint;
	return [
		segment(feedLatencyText(frame, wide, glyphs), 100),
		segment(`clk ${clockOffsetText(frame, glyphs)}`, 60),
		...(frame.applyLatency === undefined ? [] : [segment(`apply ${pairText(frame.applyLatency)} ms`, 45)]),
		...(paint === undefined ? [] : [segment(`paint ${pairText(paint)} ms`, 44)]),
		segment(`age ${gauges.depthAgeMs === undefined ? glyphs.absent : bookAgeText(gauges.depthAgeMs)}`, 80),
		segment(state.columns >= 160 ? imbalanceText(frame, glyphs) : `imb5 ${shareText(frame.touch.imbalance5, glyphs)}`, 75),
		segment(volatilityText(frame, wide, glyphs), 70),
		segment(`${gauges.depthRate.toFixed(0)}+${gauges.tradeRate.toFixed(0)} msg/s`, 50),
		...(fps === undefined ? [] : [segment(`${fps.toFixed(0)} fps`, 40)]),
	];
};

const feedLatencyText = ({gauges}: MonitorFrame, wide: boolean, glyphs: Glyphs): string => {
	const {latency} = gauges;
	if (latency === undefined) return wide ? ` exch${glyphs.arrow}recv ${glyphs.absent}` : ` lat ${glyphs.absent}`;
	const [p50, p99] = [millisecondsText(latency.p50Ms), millisecondsText(latency.p99Ms)];
	return wide ? ` exch${glyphs.arrow}recv p50 ${p50} p99 ${p99} ms` : ` lat ${p50}/${p99} ms`;
};

/** p50 and p99, with more decimals far below a millisecond. */
export const pairText = ({p50Ms, p99Ms}: Latency): string => `${fineMsText(p50Ms)}/${fineMsText(p99Ms)}`;

export const clockOffsetText = ({gauges}: MonitorFrame, glyphs: Glyphs): string => {
	const {clockOffset} = gauges;
	if (clockOffset === undefined) return glyphs.absent;
	const offset = clockOffset.offsetMs > 0 ? `+${millisecondsText(clockOffset.offsetMs)}` : millisecondsText(clockOffset.offsetMs);
	return `${offset}${glyphs.plusMinus}${millisecondsText(clockOffset.errorMs)} ms`;
};

/** Over the best 1, 5 and 20 levels. */
const imbalanceText = ({touch}: MonitorFrame, glyphs: Glyphs): string =>
	`imb ${[touch.imbalance1, touch.imbalance5, touch.imbalance20].map((share) => shareText(share, glyphs)).join(' ')}`;

export const shareText = (share: number | undefined, glyphs: Glyphs): string =>
	share === undefined ? glyphs.absent : signedText(share, 2);

/** Without its window if space is needed for the unit. */
const volatilityText = ({gauges}: MonitorFrame, wide: boolean, {sigma, absent, root}: Glyphs): string =>
	`${sigma}${wide ? '60s' : ''} ${gauges.volatilityBp === undefined ? absent : `${gauges.volatilityBp.toFixed(1)} bp/${root}s`}`;

/** Frames per second; undefined until there are enough. */
const frameRate = ({frameTimes}: MonitorState): number | undefined => {
	const [first, last] = [frameTimes[0], frameTimes.at(-1)];
	if (first === undefined || last === undefined || last <= first) return undefined;
	const rate = ((frameTimes.length - 1) * 1000) / (last - first);
	return rate >= 1 ? rate : undefined;
};

/** Result of the last snapshot comparison, and the used share of the weight limit. */
export const restText = (frame: MonitorFrame): string => [auditText(frame), weightText(frame)].filter((text) => text !== '').join('  ');

const AUDIT_WORDS = {equal: 'OK', different: 'FAILED', inconclusive: '?'} as const;

const auditText = ({gauges: {lastAudit}}: MonitorFrame): string =>
	lastAudit === undefined ? '' : `check ${AUDIT_WORDS[lastAudit.result]} ${durationText(lastAudit.ageMs)}`;

export const weightText = ({gauges}: MonitorFrame): string =>
	gauges.restWeightLimit > 0 ? `REST ${gauges.restWeightUsed}/${gauges.restWeightLimit}` : '';

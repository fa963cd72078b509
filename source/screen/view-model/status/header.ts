/** The two rows at the top: whether the book can be trusted, then how fast and how old it is. */

import type {MonitorFrame} from '../../../engine/frame.js';
import {keyOf} from '../settings/active-keys.js';
import {fitRow, fitSegments, justify, rowText, rowWidth, span, type Row, type SpanStyle} from '../cells/cells.js';
import {clockText, priceText, signedMoneyText} from '../cells/format.js';
import {gaugeSegments, restText, weightText} from './gauges.js';
import type {Rect} from '../cells/rect.js';
import {FILL_MODEL_TAGS, inventoryText, quotesText} from '../words/maker-words.js';
import {isTrusted, layoutOf, type MonitorState} from '../state/monitor-state.js';
import type {RenderStats} from '../memory/render-stats.js';
import {percentOf} from '../cells/numbers.js';
import type {Glyphs} from '../cells/symbols.js';
import {diagnosis, reasonText, retryText, trustWords} from '../words/trust.js';

type Segment = {readonly row: Row; readonly priority: number};

const segment = (text: string, priority: number, style: SpanStyle = {}): Segment => ({row: [span(text, style)], priority});

export const headerRows = (state: MonitorState, rect: Rect, glyphs: Glyphs): readonly Row[] => {
	const first = firstRow(state, rect.width, glyphs);
	if (rect.height < 2) return [first];
	// Drawing cost is shown once.
	const showsTraffic = state.traffic && state.memory.render !== undefined && rowText(first).includes(trafficText(state.memory.render));
	return [first, secondRow(showsTraffic ? {...state, traffic: false} : state, rect.width, glyphs)];
};

const firstRow = (state: MonitorState, width: number, glyphs: Glyphs): Row => {
	const {
		memory: {frame},
		settings,
	} = state;
	const trust = trustWords(state, glyphs);
	const clock: Row = frame === undefined ? [] : [span(clockText(frame.atMs), {role: 'muted'}), span(width >= 100 ? ' UTC ' : ' ')];
	const segmentsWith = (detail: string): readonly Segment[] => [
		segment(` ${frame?.symbol ?? settings.symbol}`, 90, {bold: true}),
		segment(frame?.venue ?? settings.venue, 30),
		segment(' PAPER ', 80, {role: 'paper', inverse: true}),
		...(state.frozen === undefined ? [] : [segment(' FROZEN ', 95, {role: 'warn', inverse: true})]),
		...recordingMark(frame),
		...(settings.readOnly ? [segment('READ-ONLY', 40, {role: 'warn'})] : []),
		{
			row: [span('BOOK '), span(`${trust.glyph} ${trust.word}`, {role: trust.role, bold: true, inverse: trust.inverse})],
			priority: 100,
		},
		...(detail === '' ? [] : [segment(detail, 70, {role: trust.role})]),
		...(frame === undefined ? [] : counters(frame)),
		...renderCounters(state, width),
	];
	const room = width - rowWidth(clock) - 1;
	const full = fitSegments(segmentsWith(trust.detail), [span('  ')], room);
	// The reason is kept when the time and the attempt number do not fit.
	const left =
		rowText(full).includes(trust.detail) || frame === undefined
			? full
			: fitSegments(segmentsWith(reasonOf(state, frame)), [span('  ')], room);
	return rowWidth(left) > room ? fitRow(left, width) : justify(left, clock, width);
};

/** `REC 1.2 MB`; what is not recorded is said before everything but the book. */
const recordingMark = (frame: MonitorFrame | undefined): readonly Segment[] => {
	const recording = frame?.recording;
	if (recording === undefined) return [];
	if (recording.state === 'failed') return [segment(` REC FAILED: ${recording.reason ?? ''} `, 96, {role: 'warn', inverse: true})];
	return [segment(`REC ${sizeText(recording.bytes)}`, 65, {role: 'accent'})];
};

const MEGABYTE = 1_000_000;
const sizeText = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(bytes < 10 * MEGABYTE ? 1 : 0)} MB`;

/** The feed's reason, if the row names the feed's state. */
const reasonOf = ({memory: {silentMs}}: MonitorState, {status}: MonitorFrame): string =>
	silentMs !== undefined || status.state === 'live' || status.reason === 'start' ? '' : reasonText(status.reason);

const counters = ({counters: count}: MonitorFrame): readonly Segment[] => [
	segment(`gaps ${count.gaps}`, 60, count.gaps > 0 ? {role: 'warn'} : {}),
	segment(`resyncs ${count.resyncs}`, 50),
	...(count.rotations > 0 ? [segment(`rotations ${count.rotations}`, 20)] : []),
	...(count.unknownEvents > 0 ? [segment(`unknown ${count.unknownEvents}`, 52, {role: 'warn'})] : []),
	...(count.malformedEvents > 0 ? [segment(`malformed ${count.malformedEvents}`, 55, {role: 'warn'})] : []),
];

const KILOBYTE = 1000;

/** Drawing cost, where there is spare room. */
const renderCounters = ({memory: {render}, traffic}: MonitorState, width: number): readonly Segment[] =>
	render === undefined || (width < 200 && !traffic) ? [] : [segment(trafficText(render), 10, {role: 'muted'})];

const trafficText = ({fps, bytesPerSecond, skipped}: RenderStats): string =>
	`drawn ${fps.toFixed(0)}/s ${(bytesPerSecond / KILOBYTE).toFixed(1)} KB/s skipped ${skipped}`;

const trafficWords = ({memory: {render}}: MonitorState): string =>
	render === undefined ? 'traffic: counted in a second' : trafficText(render);

/** Requested drawing cost: after the book's state, never in place of the own position. */
const askedTraffic = (state: MonitorState, priority: number): readonly Segment[] =>
	state.traffic ? [segment(trafficWords(state), priority, {role: 'accent'})] : [];

/** Gauges while the book is live, else the diagnosis. A new event is shown for a while if there is no log. */
const secondRow = (state: MonitorState, width: number, glyphs: Glyphs): Row => {
	const {frame} = state.memory;
	if (frame === undefined) return fitRow([span(' waiting for the first picture', {role: 'muted'})], width);
	if (layoutOf(state).kind === 'single' || state.overlay !== 'none') return ownRow(state, frame, width, glyphs);
	if (!isTrusted(state)) return diagnosisRow(state, frame, width);
	if (state.traffic) return fitRow([span(` ${trafficWords(state)}`, {role: 'accent'})], width);
	const news = state.columns < 100 || state.rows < 30 ? recentNews(state, frame) : undefined;
	if (news !== undefined) return fitRow([span(` ${news}`, {role: 'accent'})], width);
	const rest: Row = [
		span(`${restText(frame)} `, {role: percentOf(frame.gauges.restWeightUsed, frame.gauges.restWeightLimit) > 0.8 ? 'warn' : 'muted'}),
	];
	const separator: Row = width >= 100 ? [span(` ${glyphs.separator} `, {role: 'muted'})] : [span('  ')];
	const room = width - rowWidth(rest) - 2;
	const left = fitSegments(gaugeSegments(state, frame, glyphs), separator, room);
	return rowWidth(left) > room ? fitRow(left, width) : justify(left, rest, width);
};

const diagnosisRow = (state: MonitorState, frame: MonitorFrame, width: number): Row => {
	const parts = state.memory.silentMs === undefined ? diagnosis(frame) : ['the engine sends no pictures: what stands here is old'];
	// The next step is kept longer than the numbers of the past.
	const plan = retryText(frame.status, frame.atMs);
	const segments = parts.map((text, index) => segment(text, text === plan ? 60 : 50 - index, {role: 'warn'}));
	const hint = segment(`${keyOf(state.settings.keymap, 'resync')} = now`, 45, {role: 'accent'});
	const left = fitSegments([...segments, hint, ...askedTraffic(state, 30)], [span(width >= 100 ? '  ' : ' ')], width - 2);
	const weight: Row = [span(`${weightText(frame)} `, {role: 'muted'})];
	// Shows the weight, because it may be why the next attempt waits.
	return rowWidth(left) + rowWidth(weight) + 2 < width ? justify([span(' '), ...left], weight, width) : fitRow([span(' '), ...left], width);
};

/** Where the maker panel may be hidden: touch, position and result, then what fits. */
const ownRow = (state: MonitorState, frame: MonitorFrame, width: number, glyphs: Glyphs): Row => {
	const {instrument, touch, maker} = frame;
	if (instrument === undefined) return diagnosisRow(state, frame, width);
	const trusted = isTrusted(state);
	const doubt = trusted ? '' : ' ?';
	const market =
		touch.bid === undefined || touch.ask === undefined
			? glyphs.absent
			: `${priceText(instrument, touch.bid.priceUnits)} ${glyphs.times} ${priceText(instrument, touch.ask.priceUnits)}`;
	const own = [
		segment(`pos ${inventoryText(instrument, maker.account.inventoryLots, true)}`, 100),
		segment(`NET ${signedMoneyText(maker.account.net)}${doubt} ${FILL_MODEL_TAGS[maker.fillModel]}`, 95),
	];
	const gap: Row = [span('  ')];
	// Replaces the touch only if it then fits whole.
	const traffic = askedTraffic(state, trusted ? 92 : 51);
	const isRoom = rowText(fitSegments([...own, ...traffic], gap, width - 2)).includes(trafficWords(state));
	const segments = [
		segment(`${market}${doubt}`, 90, trusted ? {bold: true} : {dim: true}),
		...own,
		...(isRoom ? traffic : []),
		...(state.overlay === 'none' || maker.quoting.kind === 'off'
			? []
			: [segment(quotesText(frame), 60, maker.quoting.kind === 'quoting' ? {} : {role: 'alarm', bold: true})]),
		...(trusted ? [] : diagnosis(frame).map((text, index) => segment(text, 50 - index, {role: 'warn'}))),
	];
	return fitRow([span(' '), ...fitSegments(segments, gap, width - 2)], width);
};

const NEWS_MS = 4000;

const recentNews = ({memory: {events}}: MonitorState, frame: MonitorFrame): string | undefined => {
	const last = events.at(-1);
	if (last === undefined || frame.atMs - last.atMs > NEWS_MS) return undefined;
	return `${clockText(last.atMs)} ${last.text}`;
};

/** The two rows on top: may I believe it, and how fast and how far off is it. */

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
	// What drawing costs is said once.
	const told = state.traffic && state.memory.render !== undefined && rowText(first).includes(trafficText(state.memory.render));
	return [first, secondRow(told ? {...state, traffic: false} : state, rect.width, glyphs)];
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
	// Why is kept where since when and which try have no room.
	const left =
		rowText(full).includes(trust.detail) || frame === undefined
			? full
			: fitSegments(segmentsWith(reasonOf(state, frame)), [span('  ')], room);
	return rowWidth(left) > room ? fitRow(left, width) : justify(left, clock, width);
};

/** The feed's reason, where it is the feed's state that the row names. */
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

/** What drawing costs, where there is room for what is not the market. */
const renderCounters = ({memory: {render}, traffic}: MonitorState, width: number): readonly Segment[] =>
	render === undefined || (width < 200 && !traffic) ? [] : [segment(trafficText(render), 10, {role: 'muted'})];

const trafficText = ({fps, bytesPerSecond, skipped}: RenderStats): string =>
	`drawn ${fps.toFixed(0)}/s ${(bytesPerSecond / KILOBYTE).toFixed(1)} KB/s skipped ${skipped}`;

const trafficWords = ({memory: {render}}: MonitorState): string =>
	render === undefined ? 'traffic: counted in a second' : trafficText(render);

/** After the state of the book, and never in place of the own position. */
const askedTraffic = (state: MonitorState, priority: number): readonly Segment[] =>
	state.traffic ? [segment(trafficWords(state), priority, {role: 'accent'})] : [];

/** Gauges while the book is live; the diagnosis while it is not. A new event shows for a while where there is no log. */
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
	// What happens next is kept longer than the numbers of what did.
	const plan = retryText(frame.status, frame.atMs);
	const segments = parts.map((text, index) => segment(text, text === plan ? 60 : 50 - index, {role: 'warn'}));
	const hint = segment(`${keyOf(state.settings.keymap, 'resync')} = now`, 45, {role: 'accent'});
	const left = fitSegments([...segments, hint, ...askedTraffic(state, 30)], [span(width >= 100 ? '  ' : ' ')], width - 2);
	const weight: Row = [span(`${weightText(frame)} `, {role: 'muted'})];
	// Why a next try waits may be what it would cost.
	return rowWidth(left) + rowWidth(weight) + 2 < width ? justify([span(' '), ...left], weight, width) : fitRow([span(' '), ...left], width);
};

/** Where the maker's panel may be out of sight: touch, position and result, then as much of the rest as fits. */
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
	// In place of the touch only where all of it has room then.
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

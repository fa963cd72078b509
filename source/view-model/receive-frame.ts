/** How a frame changes what the screen remembers. */

import type {MonitorFrame} from '../engine/frame.js';
import {addChartSample} from './chart-history.js';
import {followMarket} from './ladder-axis.js';
import {addSample, addTraded} from './ladder-history.js';
import {ladderSpace, layoutOf, type Message, type MonitorState} from './monitor-state.js';
import {initialGroup} from './price-group.js';
import {addTrades, interruptTape} from './tape-ring.js';

const EVENT_CAPACITY = 500;
const FRAME_TIMES = 20;
export const MESSAGE_MS = 4000;

export const receiveFrame = (previous: MonitorState, frame: MonitorFrame): MonitorState => {
	const state = {...previous, frame, silentMs: undefined};
	return followBook({
		...state,
		tape: tapeAfter(previous, frame),
		traded: addTraded(previous.traded, frame.trades),
		events: [...previous.events, ...frame.journal].slice(-EVENT_CAPACITY),
		charts: addChartSample(previous.charts, frame),
		frameTimes: [...previous.frameTimes, frame.atMs].slice(-FRAME_TIMES),
		message: keptMessage(previous.message, frame),
	});
};

const tapeAfter = ({tape}: MonitorState, frame: MonitorFrame) => {
	const down = frame.status.state === 'disconnected' || frame.status.state === 'connecting';
	return addTrades(down ? interruptTape(tape) : tape, frame.trades, frame.lost.trades);
};

const keptMessage = (message: Message | undefined, frame: MonitorFrame): Message | undefined => {
	if (message === undefined) return undefined;
	if (message.atMs === undefined) return {...message, atMs: frame.atMs};
	const age = frame.atMs - message.atMs;
	return age >= 0 && age < MESSAGE_MS ? message : undefined;
};

/** The axis and the change column follow only a book that may be believed. */
const followBook = (state: MonitorState): MonitorState => {
	const {frame} = state;
	const mid = frame?.touch.midHalfTicks;
	if (frame === undefined || mid === undefined) return {...state, history: []};
	const groupIndex = state.groupIndex ?? initialGroup(mid);
	if (!frame.trusted && state.axis !== undefined) return {...state, groupIndex, history: []};
	const {priceRows} = ladderSpace(layoutOf(state), true);
	return {
		...state,
		groupIndex,
		history: frame.trusted ? addSample(state.history, frame.ladder, frame.atMs) : [],
		axis: followMarket(state.axis, frame.ladder.groupTicks, priceRows, mid),
	};
};

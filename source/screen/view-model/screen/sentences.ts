/** The screen in words: for screen readers, for terminals without cursor control, and for the `status` command. */

import {asciiText, rowText} from '../cells/cells.js';
import {eventText} from '../events/event-list.js';
import {priceStepText, priceText, signedMoneyText} from '../cells/format.js';
import {helpRows} from '../help/help-rows.js';
import {FILL_MODEL_TAGS, inventoryText, quotesText} from '../words/maker-words.js';
import {isTrusted, messageOnScreen, type Message, type MonitorState} from '../state/monitor-state.js';
import {glyphsFor} from '../cells/symbols.js';
import {diagnosis, trustWords} from '../words/trust.js';

/** State, touch, position and result in one line. */
export const statusSentence = (state: MonitorState): string => {
	const {
		memory: {frame},
		settings,
	} = state;
	const symbol = frame?.symbol ?? settings.symbol;
	const parts = [`${symbol} book ${trustText(state)}`, marketText(state), ownText(state)];
	return parts.filter((part) => part !== '').join('; ');
};

/** The same in at most eighty cells. */
export const statusLine = (state: MonitorState): string => {
	const {frame} = state.memory;
	const {word} = trustWords(state, glyphsFor(true));
	const {instrument, touch, maker} = frame ?? {};
	if (instrument === undefined || maker === undefined) return word;
	const doubt = isTrusted(state) ? '' : ' ?';
	const market =
		touch?.bid === undefined || touch.ask === undefined
			? 'no market'
			: `${priceText(instrument, touch.bid.priceUnits)} x ${priceText(instrument, touch.ask.priceUnits)}${doubt}`;
	if (frame === undefined || maker.quoting.kind === 'off') return `${word}; ${market}`;
	const {account, fillModel} = maker;
	return `${word}; ${market}; pos ${inventoryText(instrument, account.inventoryLots, true)}; NET ${signedMoneyText(account.net)}${doubt} ${FILL_MODEL_TAGS[fillModel]}; ${quotesText(frame)}`;
};

const trustText = (state: MonitorState): string => {
	const {word, detail} = trustWords(state, glyphsFor(true));
	return detail === '' ? word : `${word} ${detail}`;
};

const marketText = (state: MonitorState): string => {
	const {instrument, touch} = state.memory.frame ?? {};
	if (instrument === undefined || touch?.bid === undefined || touch.ask === undefined) return 'no market';
	const market = `bid ${priceText(instrument, touch.bid.priceUnits)}, ask ${priceText(instrument, touch.ask.priceUnits)}`;
	if (!isTrusted(state)) return `${market}, not to be trusted`;
	return touch.spreadUnits === undefined ? market : `${market}, spread ${priceStepText(instrument, touch.spreadUnits)}`;
};

const ownText = ({memory: {frame}}: MonitorState): string => {
	if (frame?.instrument === undefined || frame.maker.quoting.kind === 'off') return '';
	const {account, fillModel} = frame.maker;
	return `position ${inventoryText(frame.instrument, account.inventoryLots, true)}, net ${signedMoneyText(account.net)} ${FILL_MODEL_TAGS[fillModel]} on paper, ${quotesText(frame)}`;
};

/** Sentences for a state change, oldest first; none for mere movement. */
export const sentencesOf = (before: MonitorState, after: MonitorState): readonly string[] => {
	const sentences = allOf(before, after);
	return after.settings.ascii ? sentences.map(asciiText) : sentences;
};

const allOf = (before: MonitorState, after: MonitorState): readonly string[] => [
	...(trustWords(before, ASCII).word === trustWords(after, ASCII).word ? [] : [changeOfTrust(after)]),
	...after.memory.events
		.slice(Math.max(0, after.memory.events.length - (after.memory.eventsSeen - before.memory.eventsSeen)))
		.map((entry) => `${entry.level === 'warning' ? 'Warning: ' : ''}${eventText(entry)}`),
	...(before.focus === after.focus ? [] : [`the keys go to the ${after.focus} panel`]),
	...overlayText(before, after),
	...promptText(before, after),
	...saidText(messageOnScreen(before), messageOnScreen(after)),
];

/** A repeated message is spoken again; one that only received its time is not. */
const saidText = (before: Message | undefined, after: Message | undefined): readonly string[] => {
	const isKept = after?.text === before?.text && (after?.atMs === before?.atMs || before?.atMs === undefined);
	return after === undefined || isKept ? [] : [after.text];
};

const ASCII = glyphsFor(true);

const changeOfTrust = (state: MonitorState): string => {
	const why =
		isTrusted(state) || state.memory.frame === undefined || state.memory.silentMs !== undefined ? [] : diagnosis(state.memory.frame);
	return [statusSentence(state), ...why].join('; ');
};

const LAST_EVENTS = 20;

const overlayText = (before: MonitorState, after: MonitorState): readonly string[] => {
	if (before.overlay === after.overlay) return [];
	switch (after.overlay) {
		case 'none':
			return [];
		case 'help':
			return helpRows(after, 80).map((row) => rowText(row).trimEnd());
		case 'log':
			return after.memory.events.slice(-LAST_EVENTS).map(eventText);
		case 'charts':
		case 'market':
		case 'depth':
			return ['pictures are not told in words'];
	}
};

/** An input line is announced when opened, and again when completed. */
const promptText = ({prompt: before}: MonitorState, {prompt}: MonitorState): readonly string[] => {
	if (prompt === undefined) return [];
	if (before === undefined) return [prompt.kind === 'command' ? 'command: Enter does it, Esc leaves' : 'search: Enter finds, Esc leaves'];
	return prompt.text !== before.text &&
		(prompt.completing !== undefined || before.completing !== undefined || prompt.recalled !== before.recalled)
		? [prompt.text]
		: [];
};

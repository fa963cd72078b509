/** The rows of the help: keys by topic, and what the signs mean. */

import {padRight, span, type Row} from './cells.js';
import {KEYMAP, TOPIC_TITLES, keysByTopic, type KeyTopic} from './keymap.js';
import type {Glyphs} from './symbols.js';

const KEY_CELLS = 10;

const heading = (text: string): Row => [span(text, {role: 'title', bold: true})];

const topicRows = (topics: readonly KeyTopic[], readOnly: boolean): readonly Row[] =>
	keysByTopic()
		.filter(({topic}) => topics.includes(topic))
		.flatMap(({topic, keys}) => [
			heading(TOPIC_TITLES[topic]),
			...keys.map(({shown, help, changesQuotes}): Row => {
				const refused = changesQuotes && readOnly;
				const text = refused ? `${help} (refused: read-only)` : help;
				return [span(` ${padRight(shown, KEY_CELLS)}`, {bold: !refused, dim: refused}), span(text, {dim: refused})];
			}),
		]);

const legend = (glyphs: Glyphs): ReadonlyArray<readonly [string, string]> => [
	[`${glyphs.live} ${glyphs.syncing} ${glyphs.bad}`, 'live, loading, not to be trusted'],
	['OWN', 'own paper orders, in reverse'],
	[glyphs.change, 'change of the size in the last seconds'],
	['SOLD BGHT', 'what takers sold and bought there'],
	[glyphs.unknown, 'beyond what the snapshot vouches for'],
	['B S !', 'taker bought, taker sold, large'],
	[glyphs.about, 'estimate of the quantity ahead'],
	['?', 'stands on a book not to be trusted'],
	['#', 'a number too wide for its column'],
];

const legendRows = (glyphs: Glyphs): readonly Row[] => [
	heading('Signs'),
	...legend(glyphs).map(([sign, meaning]): Row => [span(` ${padRight(sign, KEY_CELLS)}`, {bold: true}), span(meaning)]),
];

/** Left: what acts on quotes, book and ladder. Right: the rest and the signs. Together they fill one column too. */
export const helpColumns = (glyphs: Glyphs, readOnly: boolean): readonly [readonly Row[], readonly Row[]] => [
	topicRows(['quotes', 'book', 'ladder'], readOnly),
	[...topicRows(['tape', 'screen'], readOnly), ...legendRows(glyphs)],
];

/** About as many rows as one column of all has: how far it may be scrolled. */
export const HELP_ROWS = KEYMAP.length + 12;

/** Every glyph beyond ASCII that the screen uses, with its twin for terminals that cannot show it. */

export type Glyphs = {
	readonly topLeft: string;
	readonly topRight: string;
	readonly bottomLeft: string;
	readonly bottomRight: string;
	readonly horizontal: string;
	readonly vertical: string;
	readonly separator: string;
	readonly rule: string;
	/** Bars: a full cell, and the half next to the numbers on either side (empty where there is none). */
	readonly full: string;
	readonly leftHalf: string;
	readonly rightHalf: string;
	readonly shareBid: string;
	readonly shareAsk: string;
	readonly shareMark: string;
	readonly gaugeOn: string;
	readonly gaugeOff: string;
	readonly times: string;
	readonly dash: string;
	readonly absent: string;
	readonly unknown: string;
	readonly up: string;
	readonly down: string;
	readonly about: string;
	readonly sum: string;
	readonly plusMinus: string;
	readonly change: string;
	readonly sigma: string;
	readonly arrow: string;
	readonly dot: string;
	readonly atLeast: string;
	readonly live: string;
	readonly syncing: string;
	readonly bad: string;
};

const UNICODE: Glyphs = {
	topLeft: '╭',
	topRight: '╮',
	bottomLeft: '╰',
	bottomRight: '╯',
	horizontal: '─',
	vertical: '│',
	separator: '│',
	rule: '┄',
	full: '█',
	leftHalf: '▌',
	rightHalf: '▐',
	shareBid: '▓',
	shareAsk: '░',
	shareMark: '│',
	gaugeOn: '█',
	gaugeOff: '░',
	times: '×',
	dash: '…',
	absent: '—',
	unknown: '·',
	up: '▲',
	down: '▼',
	about: '≈',
	sum: 'Σ',
	plusMinus: '±',
	change: 'Δ',
	sigma: 'σ',
	arrow: '→',
	dot: '·',
	atLeast: '≥',
	live: '●',
	syncing: '◐',
	bad: '!',
};

const ASCII: Glyphs = {
	topLeft: '+',
	topRight: '+',
	bottomLeft: '+',
	bottomRight: '+',
	horizontal: '-',
	vertical: '|',
	separator: '|',
	rule: '-',
	full: '#',
	leftHalf: '',
	rightHalf: '',
	shareBid: '#',
	shareAsk: '.',
	shareMark: '|',
	gaugeOn: '#',
	gaugeOff: '.',
	times: 'x',
	dash: '..',
	absent: '-',
	unknown: '.',
	up: '^',
	down: 'v',
	about: '~',
	sum: 'sum',
	plusMinus: '+-',
	change: 'chg',
	sigma: 'sd',
	arrow: '->',
	dot: '-',
	atLeast: '>=',
	live: '*',
	syncing: '!',
	bad: '!',
};

export const glyphsFor = (ascii: boolean): Glyphs => (ascii ? ASCII : UNICODE);

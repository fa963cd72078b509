/** All glyphs beyond ASCII, with ASCII substitutes. */

export type Glyphs = {
	readonly topLeft: string;
	readonly topRight: string;
	readonly bottomLeft: string;
	readonly bottomRight: string;
	readonly horizontal: string;
	readonly vertical: string;
	readonly separator: string;
	readonly rule: string;
	/** Bars: a full cell, and half cells for either side (empty if there is none). */
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
	readonly root: string;
	readonly arrow: string;
	readonly dot: string;
	readonly atLeast: string;
	readonly live: string;
	readonly syncing: string;
	readonly bad: string;
	/** Marks a taker order that traded at several prices. */
	readonly sweep: string;
	/** Ends of bars that are cut at the left and at the right. */
	readonly cutLeft: string;
	readonly cutRight: string;
	/** Levels from low to high. */
	readonly spark: string;
	/** 256 characters, indexed by the bits of the dots of a cell, in the order of Unicode braille. */
	readonly dots: string;
	/** Nine characters: a cell filled from below by 0 to 8 eighths. */
	readonly eighths: string;
};

const DOT_BITS = Array.from({length: 256}, (_, bits) => bits);
/** Bits of the upper two dot rows. */
const UPPER = 0x1b;

const asciiDots = (bits: number): string => {
	if ((bits & UPPER) === 0) return bits === 0 ? ' ' : '.';
	return (bits & ~UPPER) === 0 ? "'" : ':';
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
	root: '√',
	arrow: '→',
	dot: '·',
	atLeast: '≥',
	live: '●',
	syncing: '◐',
	dots: DOT_BITS.map((bits) => (bits === 0 ? ' ' : String.fromCodePoint(0x28_00 + bits))).join(''),
	eighths: ' ▁▂▃▄▅▆▇█',
	bad: '!',
	sweep: '»',
	cutLeft: '«',
	cutRight: '»',
	spark: '▁▂▃▄▅▆▇█',
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
	root: 'rt ',
	arrow: '->',
	dot: '-',
	atLeast: '>=',
	live: '*',
	syncing: '!',
	dots: DOT_BITS.map(asciiDots).join(''),
	eighths: ' ...::::#',
	bad: '!',
	sweep: '>',
	cutLeft: '<',
	cutRight: '>',
	spark: '_.-~=+*#',
};

export const glyphsFor = (ascii: boolean): Glyphs => (ascii ? ASCII : UNICODE);

/** The terminal modes that the screen sets, and their reversal. */

const ALTERNATE_SCREEN = 1049;
const CURSOR = 25;
const MARKED_PASTE = 2004;
const SYNCHRONISED = 2026;

/** Button presses and wheel, in the SGR form without a column limit. */
const MOUSE = [1000, 1006] as const;

const on = (mode: number): string => `\u{1B}[?${mode}h`;
const off = (mode: number): string => `\u{1B}[?${mode}l`;

/** Switches mouse reports off first: ones left on by another program would be read as keys. */
export const enterSequence = (keys: boolean, mouse: boolean): string =>
	on(ALTERNATE_SCREEN) + KEEP_TITLE + off(CURSOR) + (keys ? on(MARKED_PASTE) : '') + (mouse ? MOUSE_ON : MOUSE_OFF);

export const BEGIN_PICTURE = on(SYNCHRONISED);
export const END_PICTURE = off(SYNCHRONISED);

export const MOUSE_ON = MOUSE.map(on).join('');
export const MOUSE_OFF = MOUSE.map(off).join('');

/** Pushes the window title on the terminal's stack. */
export const KEEP_TITLE = '\u{1B}[22;2t';
const TITLE_BACK = '\u{1B}[23;2t';

/** @param title the program's own words only; no outside text. */
export const titleSequence = (title: string): string => `\u{1B}]2;${title.replaceAll(/[^\x20-\x7e]/g, '')}\u{07}`;

/** Colours off, paste and mouse modes off, cursor shown. Safe to send twice. */
export const RESTORE_SEQUENCE = `${END_PICTURE}\u{1B}[0m${MOUSE_OFF}${off(MARKED_PASTE)}${on(CURSOR)}`;
/** Empties the title, in case the terminal has no title stack, then pops it. */
export const GIVE_TITLE_BACK = titleSequence('') + TITLE_BACK;
/**
 * Erases the screen, so that a terminal without an alternate screen (mosh, Linux console) does not keep a book
 * that looks live.
 */
const ERASE = '\u{1B}[H\u{1B}[2J';
/** Returns to the shell's screen and title. */
export const LEAVE_SEQUENCE = RESTORE_SEQUENCE + ERASE + GIVE_TITLE_BACK + off(ALTERNATE_SCREEN);

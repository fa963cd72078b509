/** What the screen switches in the terminal, and how it is switched back. */

const ALTERNATE_SCREEN = 1049;
const CURSOR = 25;
const MARKED_PASTE = 2004;
const SYNCHRONISED = 2026;

/** Presses and the wheel, told in a form that has no limit of columns. */
const MOUSE = [1000, 1006] as const;

const on = (mode: number): string => `\u{1B}[?${mode}h`;
const off = (mode: number): string => `\u{1B}[?${mode}l`;

/** A mouse that a program before us left on would be read as keys. */
export const enterSequence = (keys: boolean, mouse: boolean): string =>
	on(ALTERNATE_SCREEN) + KEEP_TITLE + off(CURSOR) + (keys ? on(MARKED_PASTE) : '') + (mouse ? MOUSE_ON : MOUSE_OFF);

export const BEGIN_PICTURE = on(SYNCHRONISED);
export const END_PICTURE = off(SYNCHRONISED);

export const MOUSE_ON = MOUSE.map(on).join('');
export const MOUSE_OFF = MOUSE.map(off).join('');

/** The window's title goes onto the terminal's stack, and comes back from there. */
export const KEEP_TITLE = '\u{1B}[22;2t';
const TITLE_BACK = '\u{1B}[23;2t';

/** @param title our own words only: nothing from outside belongs there. */
export const titleSequence = (title: string): string => `\u{1B}]2;${title.replaceAll(/[^\x20-\x7e]/g, '')}\u{07}`;

/** Colours off, paste and mouse as usual, cursor shown. Does no harm twice. */
export const RESTORE_SEQUENCE = `${END_PICTURE}\u{1B}[0m${MOUSE_OFF}${off(MARKED_PASTE)}${on(CURSOR)}`;
/** None of ours stays where the terminal has no stack of titles. */
export const GIVE_TITLE_BACK = titleSequence('') + TITLE_BACK;
/** Where there is one screen only (mosh, a Linux console), no book is left standing that looks live. */
const ERASE = '\u{1B}[H\u{1B}[2J';
/** The shell's screen, and its title. */
export const LEAVE_SEQUENCE = RESTORE_SEQUENCE + ERASE + GIVE_TITLE_BACK + off(ALTERNATE_SCREEN);

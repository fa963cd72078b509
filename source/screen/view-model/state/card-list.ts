/** Place of a list on a card: below the state of the book, the touch and the position. */

import type {Rect} from '../cells/rect.js';

/** Rows above the list. */
const CARD_HEAD_ROWS = 3;

export const cardList = (rect: Rect): Rect => ({...rect, y: CARD_HEAD_ROWS, height: rect.height - CARD_HEAD_ROWS});

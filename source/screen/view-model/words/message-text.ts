/** The word to the operator, in as many words as there is room for. */

import {clipWords, textWidth} from '../cells/cells.js';
import type {Message} from '../state/monitor-state.js';

/** A question that has fewer words for small screens is whole; what else is too long ends with the sign. */
export const messageText = ({text, shorter = []}: Message, width: number, sign: string): string =>
	[text, ...shorter].find((words) => textWidth(words) <= width) ?? clipWords(shorter.at(-1) ?? text, width, sign);

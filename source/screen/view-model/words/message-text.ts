/** A message in the wording that fits. */

import {clipWords, textWidth} from '../cells/cells.js';
import type {Message} from '../state/monitor-state.js';

/** The first wording that fits; else the text is cut and ends with the sign. */
export const messageText = ({text, shorter = []}: Message, width: number, sign: string): string =>
	[text, ...shorter].find((words) => textWidth(words) <= width) ?? clipWords(shorter.at(-1) ?? text, width, sign);

/** Rows as text with SGR sequences. Ink passes it through fastest, and no global colour level changes it. */

import type {Row, Span} from '../view-model/cells/cells.js';
import type {Palette} from './theme.js';

const RESET = '\u{1B}[0m';

export const rowSgr = (row: Row, palette: Palette): string => row.map((part) => spanSgr(part, palette)).join('');

const spanSgr = (part: Span, palette: Palette): string => {
	const parameters = styleParameters(part, palette);
	return parameters === '' || part.text === '' ? part.text : `\u{1B}[${parameters}m${part.text}${RESET}`;
};

const styleParameters = ({role, bold, dim, inverse}: Span, palette: Palette): string =>
	[bold === true ? '1' : '', dim === true ? '2' : '', inverse === true ? '7' : '', role === undefined ? '' : palette[role]]
		.filter((parameter) => parameter !== '')
		.join(';');

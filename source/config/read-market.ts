/** The display settings of the market, checked for contradictions. */

import type {DisplaySettings} from '../screen/view-model/settings/display-settings.js';
import {parseScaled} from '../domain/text/decimal-text.js';
import {winner, type Layers} from './layers.js';
import {OptionError, originText} from './option-error.js';
import type {SettingsOf} from './option-table.js';
import {readSettings} from './read-settings.js';

export const readMarket = (layers: Layers): Partial<DisplaySettings> => {
	const chosen = readSettings(layers, 'look');
	rejectContrary(layers, chosen);
	return chosen;
};

/** Rejects `large-print` above `huge-print`; the error names the one from the layer with higher precedence. */
const rejectContrary = (layers: Layers, {largePrint, hugePrint}: SettingsOf<'look'>): void => {
	const [large, huge] = [winner(layers, 'large-print'), winner(layers, 'huge-print')];
	if (large === undefined || huge === undefined || !isMore(largePrint, hugePrint)) return;
	if (large.rank <= huge.rank) {
		throw new OptionError(large.raw.origin, `"${largePrint}" is more than ${originText(huge.raw.origin)}, ${hugePrint}${WHY}`);
	}
	throw new OptionError(huge.raw.origin, `"${hugePrint}" is less than ${originText(large.raw.origin)}, ${largePrint}${WHY}`);
};

const WHY = ': a huge print is a large one';

const isMore = (one: string | undefined, other: string | undefined): boolean => {
	const [left, right] = [scaled(one), scaled(other)];
	return left !== undefined && right !== undefined && left > right;
};

const scaled = (text: string | undefined): number | bigint | undefined => (text === undefined ? undefined : parseScaled(text, 18));

/** How much colour and which characters a terminal gets, from flags and environment. Pure: the environment is passed in. */

export const COLOUR_MODES = ['none', '16', '256', 'truecolor'] as const;
export type ColourMode = (typeof COLOUR_MODES)[number];

/** The values of `--color`. */
export const COLOUR_CHOICES = ['auto', 'never', '16', '256', 'truecolor'] as const;
export type ColourChoice = (typeof COLOUR_CHOICES)[number];

export type Environment = Readonly<Record<string, string | undefined>>;

/** The flag decides, then `FORCE_COLOR`, then `NO_COLOR` where it is not empty, then what the terminal says of itself. */
export const colourMode = (choice: ColourChoice, environment: Environment): ColourMode => {
	if (choice === 'never') return 'none';
	if (choice !== 'auto') return choice;
	const forced = forcedMode(environment['FORCE_COLOR']);
	if (forced !== undefined) return forced === 'detect' ? atLeast16(detect(environment)) : forced;
	if (isSet(environment['NO_COLOR'])) return 'none';
	return detect(environment);
};

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';

const forcedMode = (value: string | undefined): ColourMode | 'detect' | undefined => {
	if (value === undefined) return undefined;
	if (value === '0' || value === 'false') return 'none';
	if (value === '2') return '256';
	if (value === '3') return 'truecolor';
	return value === '1' ? '16' : 'detect';
};

const atLeast16 = (mode: ColourMode): ColourMode => (mode === 'none' ? '16' : mode);

const detect = (environment: Environment): ColourMode => {
	const term = environment['TERM'] ?? '';
	if (term === '' || term === 'dumb') return 'none';
	if (/^(truecolor|24bit)$/i.test(environment['COLORTERM'] ?? '')) return 'truecolor';
	return /256|-direct$/.test(term) ? '256' : '16';
};

/** Only ASCII where the flag or the locale asks for it: without a UTF-8 locale a block may be drawn as anything. */
export const asciiOnly = (flag: boolean, environment: Environment): boolean => {
	if (flag) return true;
	const locale = [environment['LC_ALL'], environment['LC_CTYPE'], environment['LANG']].find(isSet) ?? '';
	return !/utf-?8/i.test(locale);
};

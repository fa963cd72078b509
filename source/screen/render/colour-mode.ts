/** Colour depth and character set of the terminal, from flags and environment. Pure. */

export const COLOUR_MODES = ['none', '16', '256', 'truecolor'] as const;
export type ColourMode = (typeof COLOUR_MODES)[number];

/** Values of `--color`. */
export const COLOUR_CHOICES = ['auto', 'never', '16', '256', 'truecolor'] as const;
export type ColourChoice = (typeof COLOUR_CHOICES)[number];

export type Environment = Readonly<Record<string, string | undefined>>;

/** Precedence: the flag, `FORCE_COLOR`, a non-empty `NO_COLOR`, then the terminal's own variables. */
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

/** ASCII only if the flag or a non-UTF-8 locale asks for it. */
export const asciiOnly = (flag: boolean, environment: Environment): boolean => {
	if (flag) return true;
	const locale = [environment['LC_ALL'], environment['LC_CTYPE'], environment['LANG']].find(isSet) ?? '';
	return !/utf-?8/i.test(locale);
};

/** Where a value was written, and the errors that name the place. */

export type Origin =
	| {readonly kind: 'flag'; readonly flag: string}
	| {readonly kind: 'variable'; readonly variable: string}
	| {readonly kind: 'file'; readonly path: string; readonly line: number; readonly key: string};

/** `--fps`, `MM_TUI_FPS` or `/home/me/config.yaml:3: fps`. */
export const originText = (origin: Origin): string => {
	switch (origin.kind) {
		case 'flag':
			return origin.flag;
		case 'variable':
			return origin.variable;
		case 'file':
			return `${origin.path}:${origin.line}: ${origin.key}`;
	}
};

/** A value that cannot be used. The message names the place, the fault and the accepted values. */
export class OptionError extends Error {
	override readonly name = 'OptionError';
	readonly origin: Origin;

	constructor(origin: Origin, problem: string) {
		super(`${originText(origin)}: ${problem}`);
		this.origin = origin;
	}
}

/** A file that is not a configuration file. The message starts with the path and, if known, the line. */
export class ConfigFileError extends Error {
	override readonly name = 'ConfigFileError';
}

/** Where a value came from, and the error that says so. */

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

/** A value that cannot be used. The message names the place, what was wrong and what would do. */
export class OptionError extends Error {
	override readonly name = 'OptionError';
	readonly origin: Origin;

	constructor(origin: Origin, problem: string) {
		super(`${originText(origin)}: ${problem}`);
		this.origin = origin;
	}
}

/** A configuration file that cannot be read as one. The message starts with the path and, where known, the line. */
export class ConfigFileError extends Error {
	override readonly name = 'ConfigFileError';
}

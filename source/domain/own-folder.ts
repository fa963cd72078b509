/** Where a person's own files are, by the XDG rules: a folder that is not absolute counts as not set, and so does a home. */

export type FolderVariables = Readonly<Record<string, string | undefined>>;

const BELOW_HOME = {XDG_CONFIG_HOME: '.config', XDG_STATE_HOME: '.local/state'} as const;
export type FolderVariable = keyof typeof BELOW_HOME;

/**
 * @param registeredHome what the system has as the user's home, asked where `HOME` is of no use. A user without an
 * entry, for whom it throws, is at home in the root folder.
 */
export const ownFolder = (environment: FolderVariables, variable: FolderVariable, registeredHome: () => string): string => {
	const xdg = environment[variable] ?? '';
	if (isAbsolute(xdg)) return joined(xdg, 'mm-tui');
	const home = environment['HOME'] ?? '';
	return joined(isAbsolute(home) ? home : orRoot(registeredHome), BELOW_HOME[variable], 'mm-tui');
};

const orRoot = (registeredHome: () => string): string => {
	try {
		return registeredHome();
	} catch {
		return '/';
	}
};

/** Sentences about folders that were set and are not used. */
export const folderWarnings = (environment: FolderVariables): readonly string[] =>
	['HOME', ...Object.keys(BELOW_HOME)].flatMap((variable) => {
		const value = environment[variable] ?? '';
		return value === '' || isAbsolute(value) ? [] : [`the variable ${variable} is no absolute path and not used`];
	});

/** On Windows too. */
const isAbsolute = (path: string): boolean => /^(?:\/|[A-Za-z]:[\\/])/.test(path);

const joined = (first: string, ...rest: readonly string[]): string => [first.replace(/\/+$/, ''), ...rest].join('/');

#!/usr/bin/env node
/**
 * The bin: checks the version of Node.js, then loads the program. An older Node.js must be able to read this file, so
 * nothing is imported statically and no newer syntax is used.
 */

const REQUIRED_MAJOR = 22;
const REQUIRED_MINOR = 19;

const isNewEnough = (version: string): boolean => {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	return major > REQUIRED_MAJOR || (major === REQUIRED_MAJOR && minor >= REQUIRED_MINOR);
};

/** Writes to stderr; a closed stderr must not end the program. */
const say = (text: string): void => {
	process.stderr.on('error', () => {});
	process.stderr.write(`${text}\n`);
};

/** Reports an unexpected error, a fault of the program itself. @returns its exit code. */
const report = (error: unknown): number => {
	const message = error instanceof Error ? error.message : String(error);
	say(`mm-tui: ${message.split('\n', 1)[0]} (MM_TUI_DEBUG=1 shows where)`);
	if (process.env['MM_TUI_DEBUG'] && error instanceof Error) say(String(error.stack));
	return 1;
};

const run = async (): Promise<void> => {
	const {start} = await import('./commands/start.js');
	await start(process.argv.slice(2), report);
};

if (isNewEnough(process.versions.node)) {
	run().catch((error: unknown) => {
		process.exitCode = report(error);
	});
} else {
	say(
		`mm-tui needs Node.js ${REQUIRED_MAJOR}.${REQUIRED_MINOR} or later; this is ${process.version}. Install a newer one (with nvm: nvm install ${REQUIRED_MAJOR}), then run mm-tui again.`,
	);
	process.exitCode = 1;
}

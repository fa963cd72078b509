#!/usr/bin/env node
/** The bin. Nothing newer than Node 18 is loaded before the version is known, hence no static imports. */

const REQUIRED_MAJOR = 22;
const REQUIRED_MINOR = 19;

const isNewEnough = (version: string): boolean => {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	return major > REQUIRED_MAJOR || (major === REQUIRED_MAJOR && minor >= REQUIRED_MINOR);
};

/** Messages go to stderr; one that nobody reads any more must not end the program. */
const say = (text: string): void => {
	process.stderr.on('error', () => {});
	process.stderr.write(`${text}\n`);
};

/** The last catch: whatever gets here is a mistake of the program. */
const report = (error: unknown): number => {
	const message = error instanceof Error ? error.message : String(error);
	say(`mm-tui: ${message.split('\n', 1)[0] ?? ''} (MM_TUI_DEBUG=1 shows where)`);
	if (process.env['MM_TUI_DEBUG'] && error instanceof Error) say(error.stack ?? '');
	return 1;
};

const run = async (): Promise<number> => {
	// Before React is loaded: its development build is several times slower.
	process.env['NODE_ENV'] ??= 'production';
	// Before ws is loaded, in whichever thread: a native add-on that some package brought must not be picked up by it,
	// because one that is being loaded when its thread ends takes the process with it.
	process.env['WS_NO_BUFFER_UTIL'] = process.env['WS_NO_UTF_8_VALIDATE'] = '1';
	// First what looks whether the process can run at all, and what hears signals: all the rest takes a tenth of a second to load.
	const {startProblem} = await import('./commands/start-checks.js');
	const problem = startProblem();
	if (problem !== undefined) {
		say(`mm-tui: ${problem}`);
		return 1;
	}

	const argv = process.argv.slice(2);
	const {nodeIo, print} = await import('./commands/process/command-io.js');
	const {plainAnswer} = await import('./commands/plain-answer.js');
	const answer = await plainAnswer(argv);
	if (answer !== undefined) {
		await print(process, answer);
		return 0;
	}

	const io = nodeIo();
	const {main} = await import('./commands/main.js');
	const {boundYoungHeap} = await import('./commands/process/young-heap.js');
	boundYoungHeap();
	return main(argv, io);
};

if (isNewEnough(process.versions.node)) {
	const code = await run().catch(report);
	const {endProcess} = await import('./commands/process/end-process.js');
	endProcess(code);
} else {
	say(
		`mm-tui needs Node.js ${REQUIRED_MAJOR}.${REQUIRED_MINOR} or later; this is ${process.version}. Install a newer one (with nvm: nvm install ${REQUIRED_MAJOR}), then run mm-tui again.`,
	);
	process.exitCode = 1;
}

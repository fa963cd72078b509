import {expect, test} from 'vitest';
import type {CommandIo, OutStream} from '../../source/commands/process/command-io.js';
import {UsageError} from '../../source/commands/process/exit-code.js';
import {parseCommandLine} from '../../source/commands/flags.js';
import {readScenario, runSimulate} from '../../source/commands/simulate.js';

const stream = (isTTY: boolean) => {
	const texts: string[] = [];
	const out: OutStream = {
		isTTY,
		writableLength: 0,
		write(text, written) {
			texts.push(text);
			written?.();
			return true;
		},
		once() {},
		on() {},
	};
	return {out, texts};
};

const run = async (isTTY: boolean, paths: number) => {
	const [stdout, stderr] = [stream(false), stream(isTTY)];
	const io: CommandIo = {environment: {}, stdout: stdout.out, stderr: stderr.out, ignored: new Set(), onSignal() {}, exit() {}};
	const code = await runSimulate('linear', {paths, seed: 1}, io);
	return {code, text: stdout.texts.join(''), progress: stderr.texts.join('')};
};

test('prints own figures with their errors beside the exact ones', async () => {
	const {code, text, progress} = await run(false, 1000);
	expect(code).toBe(0);
	expect(text).toMatch(/^The linear model in the paper's world: 1000 paths, seed 1\n/);
	expect(text).toMatch(/GLFT γ 0\.1 +1\.3425 +6\d\.\d{3} ± 0\.\d{3}/);
	expect(text).toMatch(/exact +1\.3425 +67\.729/);
	expect(text).toContain('every figure lies within 4 standard errors of the exact one');
	expect(progress).toBe('');
});

test('shows how far it is to whoever watches, and wipes it away', async () => {
	const {progress} = await run(true, 1000);
	expect(progress).toContain('] 100 %'.slice(0, 2));
	expect(progress).toMatch(/\r\[#+\.*\] +\d+ %/);
	expect(progress.endsWith('\r\u001B[K')).toBe(true);
});

test('the scenario is a word of the command line', () => {
	expect(parseCommandLine(['simulate', 'avellaneda-stoikov', '--paths', '5'])).toMatchObject({
		command: 'simulate',
		words: ['avellaneda-stoikov'],
	});
	expect(readScenario('LINEAR')).toBe('linear');
	expect(() => readScenario(undefined)).toThrow(/needs a scenario: avellaneda-stoikov or linear/);
	expect(() => readScenario('avelaneda')).toThrow(UsageError);
	expect(() => parseCommandLine(['feed', 'linear'])).toThrow(UsageError);
	expect(() => parseCommandLine(['simulate', 'linear', 'twice'])).toThrow(UsageError);
	expect(() => parseCommandLine(['feed', '--paths', '5'])).toThrow(UsageError);
});

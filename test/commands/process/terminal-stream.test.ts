import {expect, test} from 'vitest';
import type {CommandIo, OutStream} from '../../../source/commands/process/command-io.js';
import {withQuietTerminal} from '../../../source/commands/process/terminal-stream.js';

test('what is no terminal stays what it is', () => {
	const pipe = {isTTY: false, writableLength: 0} as unknown as OutStream;
	const io = {stdout: pipe, stderr: pipe} as unknown as CommandIo;
	expect(withQuietTerminal(io)).toEqual(io);
	expect(withQuietTerminal(io).stdout).toBe(pipe);
});

/** Questions about the program that are answered before its parser is loaded: the same answers as the parser's. */

import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {COMMAND_WORDS, commandNamed} from '../../source/commands/command-table.js';
import {parseCommandLine} from '../../source/commands/flags.js';
import {commandHelp, helpFor, programHelp} from '../../source/commands/help.js';
import {plainAnswer} from '../../source/commands/plain-answer.js';
import {programVersion} from '../../source/assets.js';

const WORDS = [...COMMAND_WORDS, 'screen', 'help', '--help', '-h', '--version', '-V', '--demo', '--', '-', '', 'streem', '--help=1', '-hV'];

/** What the parser makes of a line; undefined where it refuses, or where no question is in it. */
const parsedAnswer = async (argv: readonly string[]): Promise<string | undefined> => {
	try {
		const {help, version, command} = parseCommandLine(argv);
		return help ? helpFor(command) : version ? `${await programVersion()}\n` : undefined;
	} catch {
		return undefined;
	}
};

describe('a plain question', () => {
	test('has the answer that the parser has, or is left to it', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.constantFrom(...WORDS), {maxLength: 3}), async (argv) => {
				const answer = await plainAnswer(argv);
				if (answer !== undefined) expect(answer).toBe(await parsedAnswer(argv));
			}),
			{numRuns: 1000},
		);
	});

	test.each([['--version'], ['-V']])('%s is answered at once', async (word) => {
		expect(await plainAnswer([word])).toBe(`${await programVersion()}\n`);
	});

	test.each([[['--help']], [['-h']], [['help']]])('%j is answered at once', async (argv) => {
		expect(await plainAnswer(argv)).toBe(programHelp());
	});

	test.each(COMMAND_WORDS)('and so is help about %s', async (word) => {
		const {command} = parseCommandLine([word, '--help']);
		const text = commandHelp(commandNamed(command));
		expect(await plainAnswer([word, '--help'])).toBe(text);
		expect(await plainAnswer([word, '-h'])).toBe(text);
		expect(await plainAnswer(['help', word])).toBe(text);
	});
});

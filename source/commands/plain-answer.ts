/** Answers to version and help: loads the package for the one, the option and command tables for the other. */

import {programVersion} from '../assets.js';
import {plainQuestion} from './plain-question.js';

/** @returns undefined if the line is not such a question, or names an unknown command. */
export const plainAnswer = async (argv: readonly string[]): Promise<string | undefined> => {
	const question = plainQuestion(argv);
	if (question === undefined) return undefined;
	if (question.kind === 'version') return `${await programVersion()}\n`;
	const {helpAbout} = await import('./help.js');
	return helpAbout(question.about);
};

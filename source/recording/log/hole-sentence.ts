/** Why lines are missing, for people. */

import type {HoleReason} from './record.js';

const SENTENCES: Readonly<Record<HoleReason, string>> = {
	'queue-full': 'the disk does not keep up',
	'disk-full': 'the disk is full, or has less free than is to be left',
	'read-only': 'the disk cannot be written to',
	'folder-gone': 'the folder is gone',
	'disk-error': 'the disk failed',
};

export const holeSentence = (reason: HoleReason): string => SENTENCES[reason];

/** Options of recordings: writing them, replaying them, asking about them. */

import {readBoolean, readSize, readText, wholeNumber} from '../value-readers.js';
import {RECORDERS, type OptionGroup} from './option-row.js';

const MAX_SESSIONS = 1_000_000;
const GIBIBYTE = 1_073_741_824;

export const RECORD_OPTIONS = {
	title: 'Recording',
	commands: RECORDERS,
	rows: [
		{
			name: 'record',
			placeholder: 'DIR',
			help: 'record everything the engine receives into this folder',
			read: readText,
			section: 'recording',
			key: 'folder',
		},
		{
			name: 'record-min-free',
			placeholder: 'SIZE',
			defaultText: '1GiB',
			help: 'stop recording while less disk space than this is free: 500MiB, 2GiB, 0',
			read: readSize,
			section: 'recording',
			key: 'minFreeBytes',
			fallback: GIBIBYTE,
		},
	],
} as const satisfies OptionGroup;

export const REPLAY_OPTIONS = {
	title: 'Replay',
	commands: ['replay'],
	rows: [
		{
			name: 'headless',
			flagOnly: true,
			help: 'write the lines that stream wrote, byte for byte',
			read: readBoolean,
			section: 'replay',
			key: 'headless',
			fallback: false,
		},
		{
			name: 'session',
			placeholder: 'N',
			defaultText: 'all',
			help: 'one session of the recording, counted from 1',
			read: wholeNumber(1, MAX_SESSIONS),
			section: 'replay',
			key: 'session',
		},
		{
			name: 'json',
			commands: ['recording'],
			flagOnly: true,
			help: 'answer as one JSON object',
			read: readBoolean,
			section: 'replay',
			key: 'json',
			fallback: false,
		},
	],
} as const satisfies OptionGroup;

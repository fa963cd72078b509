/** Options that every command accepts. */

import {ALL, type OptionGroup} from './option-row.js';

export const GENERAL_OPTIONS = {
	title: 'General',
	commands: ALL,
	rows: [
		{name: 'config', placeholder: 'FILE', notInFile: true, help: 'YAML file with these options; see Files and variables'},
		{name: 'help', short: 'h', flagOnly: true, help: 'print the help of the program or of one command, and exit'},
		{name: 'version', short: 'V', flagOnly: true, help: 'print the version and exit'},
	],
} as const satisfies OptionGroup;

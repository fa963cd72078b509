/** All help texts, from the tables; at most 80 columns. */

import {OPTIONS, OPTION_GROUPS, defaultTextOf, isSwitch, type CommandName, type Option} from '../config/option-table.js';
import {FAULT_KINDS} from '../exchange/faults/fault.js';
import {COLOUR_ROLES} from '../screen/view-model/cells/colour-roles.js';
import {COMMANDS, commandNamed, findCommand, type CommandEntry} from './command-table.js';
import {EXIT_CODE_HELP} from './process/exit-code.js';

const WIDTH = 80;
const INDENT = 2;
const OPTION_COLUMN = 30;

/** Help of one command; the screen has no word of its own and gets the whole help. */
export const helpFor = (name: CommandName): string => (name === 'screen' ? programHelp() : commandHelp(commandNamed(name)));

/** @param word what was typed, if anything. @returns undefined if it is not the word of a command. */
export const helpAbout = (word: string | undefined): string | undefined => {
	if (word === undefined) return helpFor('screen');
	const command = findCommand(word);
	return command === undefined ? undefined : helpFor(command.name);
};

/** `mm-tui --help`. */
export const programHelp = (): string =>
	document([
		['mm-tui: the terminal that a market maker trusts'],
		section(
			'Usage',
			COMMANDS.flatMap(({usage, help}) => row(usage, help, 28)),
		),
		...OPTION_GROUPS.map((group) => optionSection(group, 'screen', true)),
		section('Examples', exampleRows(COMMANDS)),
		FILES,
		section(
			'Exit codes',
			EXIT_CODE_HELP.flatMap(([codes, meaning]) => row(codes, meaning, 17)),
		),
		wrap('Help on one command: mm-tui stream --help', WIDTH),
	]);

/** `mm-tui stream --help`. */
export const commandHelp = (command: CommandEntry): string =>
	document([
		[`${command.usage.replace(' [options]', '')}: ${command.help}`],
		section('Usage', [`${' '.repeat(INDENT)}${command.usage}`]),
		wrap(command.description, WIDTH),
		...OPTION_GROUPS.map((group) => optionSection(group, command.name, false)),
		command.name === 'exchange' ? FAULTS : [],
		section('Examples', exampleRows([command])),
		wrap('Files, exit codes and the other commands: mm-tui --help', WIDTH),
	]);

const FILES: readonly string[] = [
	'Files and variables',
	...wrapAt(
		'Precedence: flag, environment variable, file, default. Every option but --help and --version can be set as a variable: --rest-url is MM_TUI_REST_URL. The file is YAML with the same names (rest-url: https://host), in $XDG_CONFIG_HOME/mm-tui/config.yaml or ~/.config/mm-tui/config.yaml.',
		INDENT,
	),
	...wrapAt(
		`Two sections exist only in the file: keys: sets the keys of an action (resync: f5), colors: sets the colour of ${COLOUR_ROLES.slice(0, -1).join(', ')} or ${COLOUR_ROLES.at(-1)} ("#2ebd85", green, 36).`,
		INDENT,
	),
	...wrapAt('Without --color the colour depth follows FORCE_COLOR, NO_COLOR, COLORTERM and TERM.', INDENT),
	...wrapAt(
		'The screen and stream log fills, risk, connections and keys in $XDG_STATE_HOME/mm-tui/mm-tui.log or ~/.local/state/mm-tui/mm-tui.log; at 5 MiB it is renamed to mm-tui.log.1.',
		INDENT,
	),
];

const seconds = (ms: number): string => `${ms / 1000}s`;

/** The grammar is in `exchange/faults/fault.ts`. */
const FAULTS: readonly string[] = [
	'Faults (KIND@START, +DURATION how long, /PERIOD repeats)',
	...FAULT_KINDS.flatMap(({kind, meaning, lastsMs}) => row(kind, lastsMs === undefined ? meaning : `${meaning} [${seconds(lastsMs)}]`, 18)),
];

const document = (sections: readonly (readonly string[])[]): string =>
	`${sections
		.filter((lines) => lines.length > 0)
		.map((lines) => lines.join('\n'))
		.join('\n\n')}\n`;

const section = (title: string, lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : [title, ...lines]);

const optionSection = (group: Option['group'], command: CommandName, all: boolean): readonly string[] => {
	const options = OPTIONS.filter((option) => option.group === group && (all || option.commands.includes(command)));
	const title = titleOf(group, command);
	const owners = all ? ownersNote(options) : demoNote(group, command);
	return section(
		`${title}${owners}`,
		options.flatMap((option) => row(optionTerm(option), optionHelp(option), OPTION_COLUMN)),
	);
};

/** `simulate` uses only the seed of the exchange's group. */
const titleOf = (group: Option['group'], command: CommandName): string =>
	command === 'simulate' && group === 'Built-in exchange' ? 'Randomness' : `${group} options`;

/** The commands that accept a group's options, if not all do. */
const ownersNote = ([option]: readonly Option[]): string => {
	if (option?.group === 'Built-in exchange') return ' (exchange, or with --demo)';
	if (option?.group === 'Simulation') return ' (simulate)';
	return option?.group === 'Market maker' || option?.group === 'Paper orders' || option?.group === 'Risk' ? ' (the screen, stream)' : '';
};

const demoNote = (group: Option['group'], command: CommandName): string =>
	group === 'Built-in exchange' && command !== 'exchange' && command !== 'simulate' ? ' (with --demo)' : '';

/** `-s, --symbol SYMBOL`, `--no-market-maker`. */
const optionTerm = (option: Option): string => {
	const short = option.short === undefined ? '    ' : `-${option.short}, `;
	const name = option.onByDefault === true ? `no-${option.name}` : option.name;
	return `${short}--${name}${isSwitch(option) ? '' : ` ${option.placeholder ?? ''}`}`;
};

const optionHelp = (option: Option): string => {
	const defaultText = defaultTextOf(option);
	return defaultText === undefined ? option.help : `${option.help} [${defaultText}]`;
};

const exampleRows = (commands: readonly CommandEntry[]): readonly string[] =>
	commands.flatMap(({examples}) =>
		examples.flatMap(([line, meaning]) => [`${' '.repeat(INDENT)}${line}`, `${' '.repeat(INDENT * 3)}${meaning}`]),
	);

/** Two columns; a term that is too wide gets its own line. */
function row(term: string, text: string, column: number): readonly string[] {
	const [first = '', ...others] = wrap(text, WIDTH - INDENT - column);
	const head = ' '.repeat(INDENT) + term;
	const gap = ' '.repeat(INDENT + column);
	const rest = others.map((line) => gap + line);
	return term.length + 2 > column ? [head, gap + first, ...rest] : [head.padEnd(INDENT + column) + first, ...rest];
}

function wrapAt(text: string, indent: number): readonly string[] {
	return wrap(text, WIDTH - indent).map((line) => ' '.repeat(indent) + line);
}

function wrap(text: string, width: number): readonly string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ')) {
		if (line !== '' && line.length + 1 + word.length > width) {
			lines.push(line);
			line = word;
		} else line = line === '' ? word : `${line} ${word}`;
	}

	return [...lines, line];
}

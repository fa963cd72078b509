/**
 * README.md's tables, generated from the program's tables. Each stands between `<!-- NAME -->` and `<!-- /NAME
 * -->`.
 */

import {EXIT_CODE_HELP} from '../../source/commands/process/exit-code.js';
import {OPTIONS, OPTION_GROUPS, defaultTextOf, isSwitch, type Option} from '../../source/config/option-table.js';
import {LINE_COLUMNS, type ColumnHead} from '../../source/headless/line-columns.js';
import {LINE_TYPES, type LineType} from '../../source/headless/stream-settings.js';
import {keyTableMarkdown} from '../../source/screen/view-model/settings/keymap.js';

const cell = (text: string): string => text.replaceAll('|', '\\|');
const row = (cells: readonly string[]): string => `| ${cells.map((text) => cell(text)).join(' | ')} |`;
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
	[row(heads), `|${heads.map(() => '---|').join('')}`, ...rows.map((cells) => row(cells))].join('\n');

const flag = (option: Option): string => {
	const name = `--${option.onByDefault === true ? 'no-' : ''}${option.name}${isSwitch(option) ? '' : ` ${option.placeholder ?? ''}`}`;
	return option.short === undefined ? `\`${name}\`` : `\`-${option.short}\` \`${name}\``;
};

const optionTable = (): string =>
	table(
		['Option', 'What it is', 'Default'],
		OPTION_GROUPS.flatMap((group) => [
			[`**${group}**`, '', ''],
			...OPTIONS.filter((option) => option.group === group).map((option) => [flag(option), option.help, defaultTextOf(option) ?? '']),
		]),
	);

const field = ({name, note, heading}: ColumnHead): string =>
	`${heading === undefined ? '' : `· ${heading}: `}\`${name}\`${note === undefined ? '' : ` (${note})`}`;

const fieldsOf = (type: LineType): string => {
	const {when, columns} = LINE_COLUMNS[type];
	return `${when === undefined ? '' : `${when}: `}${columns.map((column) => field(column)).join(' ')}`;
};

const lineTable = (): string =>
	table(
		['`type`', 'further fields'],
		LINE_TYPES.map((type) => [`\`${type}\``, fieldsOf(type)]),
	);

const exitCodeTable = (): string => table(['Exit code', 'Meaning'], EXIT_CODE_HELP);

/** By marker name. */
export const README_TABLES: Readonly<Record<string, () => string>> = {
	keys: () => keyTableMarkdown().trim(),
	options: optionTable,
	lines: lineTable,
	'exit-codes': exitCodeTable,
};

const place = (name: string): RegExp => new RegExp(`(<!-- ${name} -->\n)([^]*?)(<!-- /${name} -->)`);

/** The current content of a table. */
export const tableIn = (readme: string, name: string): string | undefined => place(name).exec(readme)?.[2]?.trim();

/** The README with all tables generated anew. */
export const withTables = (readme: string): string =>
	Object.entries(README_TABLES).reduce(
		(text, [name, make]) => text.replace(place(name), (_, open: string, _old: string, close: string) => `${open}${make()}\n${close}`),
		readme,
	);

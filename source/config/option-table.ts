/**
 * The single table of options: name, help text, reader, and the setting that it fills. The flag parser, the
 * help, the environment variables, the file's keys, the settings types and the README derive from it.
 */

import type {Reader} from './value-readers.js';
import {EXCHANGE_OPTIONS, SIMULATION_OPTIONS} from './options/exchange.js';
import {GENERAL_OPTIONS} from './options/general.js';
import {LOOK_ROWS} from './options/look.js';
import {FEE_ROWS, SIZE_ROWS} from './options/maker.js';
import {MARKET_OPTIONS} from './options/market.js';
import {MAKERS, type CommandName, type OptionRow} from './options/option-row.js';
import {PAPER_OPTIONS} from './options/paper.js';
import {LEVEL_ROWS, MODEL_ROWS} from './options/quoting.js';
import {RISK_OPTIONS} from './options/risk.js';
import {RECORD_OPTIONS, REPLAY_OPTIONS} from './options/recording.js';
import {DRAWING_ROWS, SENTENCE_ROWS} from './options/screen.js';
import {STREAM_OPTIONS} from './options/stream.js';

export {COMMAND_NAMES, type CommandName} from './options/option-row.js';

/** In the order of the help. */
const GROUPS = [
	MARKET_OPTIONS,
	{title: 'Market maker', commands: MAKERS, rows: [...SIZE_ROWS, ...MODEL_ROWS, ...LEVEL_ROWS, ...FEE_ROWS]},
	PAPER_OPTIONS,
	RISK_OPTIONS,
	SIMULATION_OPTIONS,
	{title: 'Screen', commands: ['screen'], rows: [...DRAWING_ROWS, ...LOOK_ROWS, ...SENTENCE_ROWS]},
	STREAM_OPTIONS,
	RECORD_OPTIONS,
	REPLAY_OPTIONS,
	EXCHANGE_OPTIONS,
	GENERAL_OPTIONS,
] as const;

type Row = (typeof GROUPS)[number]['rows'][number];
export type OptionName = Row['name'];
export type OptionGroupTitle = (typeof GROUPS)[number]['title'];

export const OPTION_GROUPS: readonly OptionGroupTitle[] = GROUPS.map(({title}) => title);

/** A row with the properties of its group. */
export type Option = OptionRow & {
	readonly name: OptionName;
	readonly group: OptionGroupTitle;
	readonly commands: readonly CommandName[];
};

type Group = {
	readonly title: OptionGroupTitle;
	readonly commands: readonly CommandName[];
	readonly rows: readonly (OptionRow & {readonly name: OptionName})[];
};

const optionsOf = ({title, commands, rows}: Group): readonly Option[] => rows.map((row) => ({commands, ...row, group: title}));

/** In the order of the help. */
export const OPTIONS: readonly Option[] = GROUPS.flatMap((group) => optionsOf(group));

type SectionRow = Extract<Row, {readonly section: string}>;
export type SectionName = SectionRow['section'];
type RowsOf<Section extends SectionName> = Extract<SectionRow, {readonly section: Section}>;
type ValueOf<Of> = Of extends {readonly read: Reader<infer Value>} ? Value : never;

/** The settings of one section: one property per row, required if the row has a fallback. */
export type SettingsOf<Section extends SectionName> = {
	readonly [Each in RowsOf<Section> as Each extends {readonly fallback: unknown} ? never : Each['key']]?: ValueOf<Each>;
} & {
	readonly [Each in RowsOf<Section> as Each extends {readonly fallback: infer _} ? Each['key'] : never]:
		ValueOf<Each> | (Each extends {readonly fallback: undefined} ? undefined : never);
};

export const isSwitch = (option: OptionRow): boolean => option.placeholder === undefined;

/** The default as the help shows it; `undefined` if there is none to show. */
export const defaultTextOf = (option: OptionRow): string | undefined => {
	const {defaultText, fallback} = option;
	if (defaultText !== undefined || isSwitch(option)) return defaultText;
	if (Array.isArray(fallback)) return fallback.join(', ');
	return typeof fallback === 'string' || typeof fallback === 'number' ? String(fallback) : undefined;
};

/** `rest-url` → `MM_TUI_REST_URL`. */
export const variableName = (optionName: string): string => `MM_TUI_${optionName.toUpperCase().replaceAll('-', '_')}`;

/**
 * The YAML file as one layer of the configuration: a flat map of option names to plain values, and the sections
 * `keys` and `colors`.
 */

import {LineCounter, isMap, isScalar, isSeq, parseDocument, type Document, type ParsedNode} from 'yaml';
import {safeText} from '../domain/text/safe-text.js';
import {MAX_FILE_LENGTH} from './limits.js';
import {ConfigFileError, OptionError, type Origin} from './option-error.js';
import {findOption, negativeText, optionNames, type NamedOption} from './option-lookup.js';
import type {OptionName} from './option-table.js';
import {NO_FILE, type RawValue, type WrittenColour, type WrittenFile, type WrittenKeys} from './raw-value.js';
import {nearest} from '../domain/text/suggest.js';
import {readBoolean} from './value-readers.js';

type Position = {readonly path: string; readonly lines: LineCounter};
type ParsedPair = {readonly key: ParsedNode; readonly value: ParsedNode | null};

/** Section of key bindings: `action: key` or `action: [key, …]`. */
const KEYS = 'keys';
/** Section of colours: `role: colour`. */
const COLORS = 'colors';

/** The failsafe schema keeps every scalar as the text written (0.10 stays "0.10") and builds no objects from tags. */
const PLAIN_TEXT = {schema: 'failsafe', prettyErrors: false, strict: true, uniqueKeys: true, merge: false} as const;

/**
 * @param path for messages only. @throws {ConfigFileError} if the text is not a YAML map of known keys. @throws
 * {OptionError} if a value is not a plain one.
 */
export const parseConfigFile = (path: string, text: string): WrittenFile => {
	if (text.length > MAX_FILE_LENGTH) throw new ConfigFileError(`${safeText(path)}: is too large for a configuration file`);
	const lines = new LineCounter();
	const position = {path: safeText(path), lines};
	const document = parseDocument(text, {...PLAIN_TEXT, lineCounter: lines});
	rejectProblems(document, position);
	const root = document.contents;
	if (root === null || (isScalar(root) && root.source === '')) return NO_FILE;
	if (!isMap(root)) throw new ConfigFileError(`${at(position, root)}: must be a list of "option: value" lines`);
	const values = new Map<OptionName, RawValue>();
	const keys: WrittenKeys[] = [];
	const colors: WrittenColour[] = [];
	for (const pair of root.items) {
		const name = isScalar(pair.key) ? pair.key.value : undefined;
		if (name === KEYS) keys.push(...readKeys(position, pair));
		else if (name === COLORS) colors.push(...readColours(position, pair));
		else readPair(position, pair.key, pair.value, values);
	}

	return {values, keys, colors};
};

const readKeys = (position: Position, pair: ParsedPair): readonly WrittenKeys[] =>
	readSection(position, pair, KEYS, 'action: key').map(({name: id, value, origin}) => ({id, keys: keyList(value, origin), origin}));

const readColours = (position: Position, pair: ParsedPair): readonly WrittenColour[] =>
	readSection(position, pair, COLORS, 'role: colour').map(({name: role, value, origin}) => ({
		role,
		text: colourText(value, origin),
		origin,
	}));

type SectionLine = {readonly name: string; readonly value: ParsedNode | null; readonly origin: Origin};

const readSection = (
	position: Position,
	{key: keyNode, value: section}: ParsedPair,
	title: string,
	form: string,
): readonly SectionLine[] => {
	if (section === null || (isScalar(section) && section.source === '')) return [];
	if (!isMap(section)) throw new ConfigFileError(`${at(position, keyNode)}: ${title} must be a list of "${form}" lines`);
	return section.items.map(({key, value}) => {
		const name = isScalar(key) && typeof key.value === 'string' ? key.value : '';
		const origin = {kind: 'file', path: position.path, line: lineOf(position, key), key: `${title}.${safeText(name, 40)}`} as const;
		return {name, value, origin};
	});
};

/** An unquoted `#rrggbb` is a YAML comment; the message says to quote it. */
const colourText = (node: ParsedNode | null, origin: Origin): string => {
	if (isScalar(node) && typeof node.value === 'string' && node.value !== '') return node.value;
	throw new OptionError(origin, 'needs a colour such as green, 36 or "#2ebd85", with its quotes: without them a # begins a comment');
};

/** One key, several in brackets, or `[]` for none. */
const keyList = (node: ParsedNode | null, origin: Origin): readonly string[] => {
	const items = isSeq(node) ? node.items : [node];
	return items.map((item) => {
		if (isScalar(item) && typeof item.value === 'string' && item.value !== '') return item.value;
		throw new OptionError(origin, 'needs a key such as x or ctrl+x, or several as in [x, f2]');
	});
};

const rejectProblems = (document: Document.Parsed, {path, lines}: Position): void => {
	const [problem] = [...document.errors, ...document.warnings];
	if (problem === undefined) return;
	throw new ConfigFileError(`${path}:${lines.linePos(problem.pos[0]).line}: ${safeText(problem.message)}`);
};

const readPair = (position: Position, keyNode: ParsedNode, valueNode: ParsedNode | null, values: Map<OptionName, RawValue>): void => {
	const line = lineOf(position, keyNode);
	const named = keyOption(position, keyNode);
	const key = named.negated ? `no-${named.option.name}` : named.option.name;
	const origin = {kind: 'file', path: position.path, line, key} as const;
	const text = valueText(valueNode);
	if (text === undefined || text === '') throw new OptionError(origin, 'needs one plain value');
	if (values.has(named.option.name)) throw new OptionError(origin, 'says again what another line says');
	const value = named.negated ? unnegated(named, {text, origin}) : {text, origin};
	if (value !== undefined) values.set(named.option.name, value);
};

const keyOption = (position: Position, node: ParsedNode): NamedOption => {
	const key = isScalar(node) && typeof node.value === 'string' ? node.value : '';
	const named = findOption(key);
	if (named !== undefined && inFile(named.option)) return named;
	const suggestion = nearest(key, [...optionNames(inFile), KEYS, COLORS]) ?? '';
	throw new ConfigFileError(`${at(position, node)}: "${safeText(key, 60)}" is not an option of the file; did you mean ${suggestion}?`);
};

const inFile = (option: NamedOption['option'] | {readonly flagOnly?: true; readonly notInFile?: true}): boolean =>
	option.flagOnly !== true && option.notInFile !== true;

/** `no-ascii: true` means `ascii: false`; `no-ascii: false` sets nothing. */
const unnegated = ({option}: NamedOption, value: RawValue): RawValue | undefined => {
	const negated = readBoolean(value.text);
	if (!negated.ok) throw new OptionError(value.origin, negated.problem);
	return negated.value ? {...value, text: negativeText(option)} : undefined;
};

/** A scalar's text, or a list of scalars joined by commas. */
const valueText = (node: ParsedNode | null): string | undefined => {
	if (isScalar(node)) return typeof node.value === 'string' ? node.value : undefined;
	if (!isSeq(node)) return undefined;
	const parts = node.items.map((item) => (isScalar(item) && typeof item.value === 'string' ? item.value : undefined));
	return parts.includes(undefined) ? undefined : parts.join(',');
};

const lineOf = ({lines}: Position, node: ParsedNode): number => lines.linePos(node.range[0]).line;
const at = (position: Position, node: ParsedNode): string => `${position.path}:${lineOf(position, node)}`;

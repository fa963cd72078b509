import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {parseConfigFile} from '../../source/config/config-file.js';
import {ConfigFileError, OptionError} from '../../source/config/option-error.js';
import {environmentWarnings} from '../../source/config/environment.js';
import {COMMAND_NAMES, OPTIONS, variableName, type OptionName} from '../../source/config/option-table.js';
import {resolveConfig} from '../../source/config/resolve-config.js';
import type {RawValue} from '../../source/config/raw-value.js';
import {isUnpolluted, nearly, runs} from './mutate.js';

const names: readonly OptionName[] = OPTIONS.map((option) => option.name);
const value = fc.oneof(
	fc.string({unit: 'binary', maxLength: 40}),
	fc.constantFrom(
		'true',
		'no',
		'0',
		'-1',
		'1e9',
		'0.1',
		'btcusdt',
		'../../x',
		'__proto__',
		'ws://x',
		'https://127.0.0.1',
		'gap@20s',
		'gap@',
		'dark',
		'999999999999',
		'\u001B[31m',
		'NaN',
		'status,quotes',
		'100ms',
	),
);
const yaml = fc.oneof(
	nearly([
		'symbol: ethusdt\nfps: 30\n',
		'# nothing\n',
		'sizes: [0.01, 0.02]\ncolors:\n  bid: "#2ebd85"\n  ask: red\nkeys:\n  resync: [f5, r]\n',
		'theme: dark\nno-ascii: true\nfault:\n  - gap@20s\n',
		'symbol: &a btcusdt\nvenue: *a\n',
		'"__proto__": 1\n',
		'!!js/function "x": 1\n',
	]),
	fc.string({unit: 'binary', maxLength: 200}),
	fc.tuple(fc.constantFrom(...names), value).map(([name, text]) => `${name}: ${JSON.stringify(text)}\n`),
	fc.constantFrom('a: &a [*a]\n', '['.repeat(500), 'x: !!binary aGk=\n', '- 1\n- 2\n', '%YAML 9.9\n---\na: 1\n'),
);

const isNamed = (error: unknown): boolean => error instanceof OptionError || error instanceof ConfigFileError;

test('flags, variables and a file are a frozen configuration, or an error that names the place', () => {
	const flags = fc.array(fc.tuple(fc.constantFrom(...names), value), {maxLength: 4});
	const variables = fc.array(fc.tuple(fc.constantFrom(...names).map(variableName), value), {maxLength: 3});
	fc.assert(
		fc.property(fc.constantFrom(...COMMAND_NAMES), flags, variables, fc.option(yaml, {nil: undefined}), (command, given, set, text) => {
			const raw = new Map(
				given.map(([name, one]): [OptionName, RawValue] => [name, {text: one, origin: {kind: 'flag', flag: `--${name}`}}]),
			);
			const environment = Object.fromEntries(set);
			try {
				const config = resolveConfig({
					command,
					flags: raw,
					environment,
					file: text === undefined ? undefined : parseConfigFile('/x.yaml', text),
				});
				expect(Object.isFrozen(config)).toBe(true);
			} catch (error) {
				if (!isNamed(error)) throw error;
				// oxlint-disable-next-line no-control-regex
				expect((error as Error).message).not.toMatch(/[\u0000-\u001F\u007F-\u009F]/);
			}

			expect(environmentWarnings(environment)).toBeInstanceOf(Array);
		}),
		runs(800),
	);
	expect(isUnpolluted()).toBe(true);
});

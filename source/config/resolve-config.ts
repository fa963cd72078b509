/** Flags, environment and file → one frozen, checked value. Pure: what it reads comes in as text. */

import {LINE_TYPES, USUAL_LINE_TYPES, type StreamSettings} from '../headless/stream-settings.js';
import type {Endpoints} from '../runtime/node/ports.js';
import {COLOR_MODES, VENUES, type Config, type ExchangeSettings, type ScreenSettings, type SimulationSettings} from './config.js';
import {THEMES} from '../screen/view-model/settings/choices.js';
import {readColors} from './color-reader.js';
import {NO_FILE, parseConfigFile, type ConfigFile} from './config-file.js';
import {readEndpoint} from './endpoint-reader.js';
import {readEnvironment, type Environment} from './environment.js';
import {MAX_FPS, MAX_LEVELS, MAX_PATHS, MAX_PORT, MAX_SEED, MAX_SPEED} from './limits.js';
import {readOption, winner, type Layers} from './layers.js';
import {OptionError, originText} from './option-error.js';
import type {CommandName, OptionName} from './option-table.js';
import {readFaults} from './fault-reader.js';
import {readKeys} from './key-reader.js';
import {readProxy} from './proxy-reader.js';
import type {RawValues} from './raw-value.js';
import {DEMO_MAKER_FEE_RATE} from '../engine/engine-config.js';
import {DEFAULT_MAKER_FEE_RATE} from '../engine/maker/settings/maker-settings.js';
import {readMaker} from './read-maker.js';
import {readMarket} from './read-market.js';
import {readOneSymbol, readSymbols} from './symbol-reader.js';
import {oneOf, positiveUpTo, readBoolean, readEvery, readPositiveQuantity, someOf, wholeNumber} from './value-readers.js';

const DEFAULT_SYMBOL = 'btcusdt';
const DEFAULT_PATHS = 20_000;

export type ConfigSources = {
	readonly command: CommandName;
	readonly flags: RawValues;
	readonly environment: Environment;
	/** Undefined where there is no file. */
	readonly file: {readonly path: string; readonly text: string} | undefined;
};

/**
 * @throws {OptionError} for a value that cannot be used; its origin tells a flag from the rest.
 * @throws {ConfigFileError} for a file that is no configuration file.
 */
export const resolveConfig = ({command, flags, environment, file}: ConfigSources): Config => {
	const written: ConfigFile = file === undefined ? NO_FILE : parseConfigFile(file.path, file.text);
	const layers: Layers = [flags, readEnvironment(environment), written.values];
	const source = withProxy(readSource(layers), command, environment);
	if (!source.demo && command !== 'exchange' && command !== 'simulate') rejectIdleExchangeFlags(flags);
	return deepFreeze({
		symbol: command === 'exchange' ? DEFAULT_SYMBOL : (readOption(layers, 'symbol', readOneSymbol) ?? DEFAULT_SYMBOL),
		venue: readOption(layers, 'venue', oneOf(VENUES)) ?? 'binance',
		...source,
		maker: readMaker(layers, source.demo ? DEMO_MAKER_FEE_RATE : DEFAULT_MAKER_FEE_RATE),
		screen: {...readScreen(layers), keymap: readKeys(written.keys), colors: readColors(written.colors)},
		stream: readStream(layers),
		exchange: readExchange(layers),
		simulation: readSimulation(layers),
	});
};

/** `--config`'s value, which is asked for before the file can be read. */
export const configPathOf = (flags: RawValues, environment: Environment) => winner([flags, readEnvironment(environment)], 'config')?.raw;

const on = (layers: Layers, name: OptionName): boolean | undefined => readOption(layers, name, readBoolean);

type Source = {readonly demo: boolean; readonly endpoints: Endpoints};

/**
 * The built-in exchange or endpoints, whichever was asked for in the higher layer: `--demo` works beside a file
 * that names endpoints.
 */
const readSource = (layers: Layers): Source => {
	const demo = on(layers, 'demo') ?? false;
	const restUrl = readOption(layers, 'rest-url', readEndpoint('http'));
	const wsUrl = readOption(layers, 'ws-url', readEndpoint('ws'));
	const endpoints = {...(restUrl === undefined ? {} : {restUrl}), ...(wsUrl === undefined ? {} : {wsUrl})};
	if (!demo) return {demo, endpoints};
	return demoWins(layers) ? {demo, endpoints: {}} : {demo: false, endpoints};
};

/** Where nothing leaves this machine, an unusable proxy stops nobody. */
const withProxy = (source: Source, command: CommandName, environment: Environment): Source => {
	if (source.demo || !REMOTE.has(command)) return source;
	const proxy = readProxy(environment);
	return proxy === undefined ? source : {...source, endpoints: {...source.endpoints, proxy}};
};

const REMOTE: ReadonlySet<CommandName> = new Set(['screen', 'feed', 'stream']);

const demoWins = (layers: Layers): boolean => {
	const demo = winner(layers, 'demo');
	if (demo === undefined) return false;
	for (const name of ['rest-url', 'ws-url'] as const) {
		const url = winner(layers, name);
		if (url === undefined || url.rank > demo.rank) continue;
		if (url.rank < demo.rank) return false;
		const other = originText(demo.raw.origin);
		throw new OptionError(url.raw.origin, `contradicts ${other}, which connects to the built-in exchange; leave one of them out`);
	}

	return true;
};

const EXCHANGE_OPTIONS = ['port', 'seed', 'tick-size', 'speed', 'fault'] as const;

/** In the environment or the file such a value waits for its day; as a flag it was meant now. */
const rejectIdleExchangeFlags = (flags: RawValues): void => {
	for (const name of EXCHANGE_OPTIONS) {
		const raw = flags.get(name);
		if (raw !== undefined) throw new OptionError(raw.origin, 'is for the built-in exchange; add --demo');
	}
};

const readScreen = (layers: Layers): Omit<ScreenSettings, 'keymap' | 'colors'> => ({
	fps: readOption(layers, 'fps', wholeNumber(1, MAX_FPS)),
	color: readOption(layers, 'color', oneOf(COLOR_MODES)) ?? 'auto',
	theme: readOption(layers, 'theme', oneOf(THEMES)),
	ascii: on(layers, 'ascii'),
	readOnly: on(layers, 'read-only') ?? false,
	mouse: on(layers, 'mouse') ?? false,
	screenReader: on(layers, 'screen-reader') ?? false,
	market: readMarket(layers),
});

const readStream = (layers: Layers): StreamSettings => ({
	only: readOption(layers, 'only', someOf(LINE_TYPES)) ?? USUAL_LINE_TYPES,
	every: readOption(layers, 'every', readEvery) ?? 'update',
	levels: readOption(layers, 'levels', wholeNumber(1, MAX_LEVELS)) ?? 20,
});

const readExchange = (layers: Layers): ExchangeSettings => ({
	symbols: readOption(layers, 'symbol', readSymbols) ?? [DEFAULT_SYMBOL],
	port: readOption(layers, 'port', wholeNumber(0, MAX_PORT)) ?? 0,
	seed: readOption(layers, 'seed', wholeNumber(0, MAX_SEED)) ?? 1,
	tickSize: readOption(layers, 'tick-size', readPositiveQuantity),
	speed: readOption(layers, 'speed', positiveUpTo(MAX_SPEED)) ?? 1,
	faults: readOption(layers, 'fault', readFaults) ?? [],
});

const readSimulation = (layers: Layers): SimulationSettings => ({
	paths: readOption(layers, 'paths', wholeNumber(2, MAX_PATHS)) ?? DEFAULT_PATHS,
	seed: readOption(layers, 'seed', wholeNumber(0, MAX_SEED)) ?? 1,
});

const deepFreeze = <Value extends object>(value: Value): Value => {
	for (const entry of Object.values(value)) {
		if (typeof entry === 'object' && entry !== null) deepFreeze(entry);
	}

	return Object.freeze(value);
};

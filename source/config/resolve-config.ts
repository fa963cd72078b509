/** Flags, environment and file → one frozen, checked configuration. Pure: all sources are passed in. */

import type {Endpoints} from '../runtime/node/ports.js';
import type {Config} from './config.js';
import {readColors} from './color-reader.js';
import {readEnvironment, type Environment} from './environment.js';
import {readOption, winner, type Layers} from './layers.js';
import {OptionError, originText} from './option-error.js';
import type {CommandName} from './option-table.js';
import {EXCHANGE_OPTIONS} from './options/exchange.js';
import {DEFAULT_SYMBOL} from './options/market.js';
import {readKeys} from './key-reader.js';
import {readProxy} from './proxy-reader.js';
import {NO_FILE, type RawValues, type WrittenFile} from './raw-value.js';
import {DEMO_MAKER_FEE_RATE} from '../engine/engine-config.js';
import {DEFAULT_MAKER_FEE_RATE} from '../engine/maker/settings/maker-settings.js';
import {readMaker} from './read-maker.js';
import {readMarket} from './read-market.js';
import {readSettings} from './read-settings.js';
import {readReplaySpeed} from './value-readers.js';
import {readOneSymbol} from './symbol-reader.js';

export type ConfigSources = {
	readonly command: CommandName;
	readonly flags: RawValues;
	readonly environment: Environment;
	/** `undefined` if there is no file. */
	readonly file: WrittenFile | undefined;
};

/**
 * @throws {OptionError} for a value that cannot be used; its origin says whether it was a flag.
 */
export const resolveConfig = ({command, flags, environment, file: written = NO_FILE}: ConfigSources): Config => {
	const layers: Layers = [flags, readEnvironment(environment), written.values];
	const source = withProxy(readSource(layers), command, environment);
	if (!source.demo && !INDEPENDENT.has(command)) rejectIdleExchangeFlags(flags);
	const symbol = command === 'exchange' ? undefined : readOption(layers, 'symbol', readOneSymbol);
	const {venue} = readSettings(layers, 'market');
	const usualFeeRate = source.demo ? DEMO_MAKER_FEE_RATE : DEFAULT_MAKER_FEE_RATE;
	const maker = command === 'record' && winner(layers, 'market-maker') === undefined ? undefined : readMaker(layers, usualFeeRate);
	const screen = {
		...readSettings(layers, 'screen'),
		market: readMarket(layers),
		keymap: readKeys(written.keys),
		colors: readColors(written.colors),
	};
	const stream = readSettings(layers, 'stream');
	const recording = readSettings(layers, 'recording');
	const isReplay = command === 'replay';
	const replay = {...readSettings(layers, 'replay'), speed: isReplay ? readOption(layers, 'speed', readReplaySpeed) : undefined};
	const exchange = readSettings(isReplay ? layers.map((layer) => withoutSpeed(layer)) : layers, 'exchange');
	const simulation = {...readSettings(layers, 'simulation'), seed: exchange.seed};
	return deepFreeze({symbol: symbol ?? DEFAULT_SYMBOL, venue, ...source, maker, screen, stream, recording, replay, exchange, simulation});
};

/** The value of `--config`, needed before the file can be read. */
export const configPathOf = (flags: RawValues, environment: Environment) => winner([flags, readEnvironment(environment)], 'config')?.raw;

type Source = {readonly demo: boolean; readonly endpoints: Endpoints};

/** The built-in exchange or endpoints, whichever the higher layer names: `--demo` overrides a file with endpoints. */
const readSource = (layers: Layers): Source => {
	const {demo, ...endpoints} = readSettings(layers, 'source');
	if (!demo) return {demo, endpoints};
	return demoWins(layers) ? {demo, endpoints: {}} : {demo: false, endpoints};
};

/** An unusable proxy is ignored when all traffic stays on this machine. */
const withProxy = (source: Source, command: CommandName, environment: Environment): Source => {
	if (source.demo || !REMOTE.has(command)) return source;
	const proxy = readProxy(environment);
	return proxy === undefined ? source : {...source, endpoints: {...source.endpoints, proxy}};
};

/** Commands for which options of the built-in exchange mean something by themselves, or nothing at all. */
const INDEPENDENT: ReadonlySet<CommandName> = new Set(['exchange', 'simulate', 'replay']);

const REMOTE: ReadonlySet<CommandName> = new Set(['screen', 'feed', 'stream', 'record']);

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

/**
 * Rejects flags of the built-in exchange when it is not used. In the environment or the file such values are
 * allowed.
 */
const rejectIdleExchangeFlags = (flags: RawValues): void => {
	for (const {name} of EXCHANGE_OPTIONS.rows) {
		const raw = flags.get(name);
		if (raw !== undefined) throw new OptionError(raw.origin, 'is for the built-in exchange; add --demo');
	}
};

/** The exchange's speed has other bounds than that of a replay. */
const withoutSpeed = (layer: RawValues): RawValues => new Map([...layer].filter(([name]) => name !== 'speed'));

const deepFreeze = <Value extends object>(value: Value): Value => {
	for (const entry of Object.values(value)) {
		if (typeof entry === 'object' && entry !== null) deepFreeze(entry);
	}

	return Object.freeze(value);
};

/**
 * The real screen over canned frames, to look at: `node screen-demo.js [bad|live|ended|throw|reject] [colour]
 * [ascii]`. Compiled together with the source; tests of the terminal's restoration use it too.
 */

import {createNodeTerminal} from '../../source/screen/terminal/node-terminal.js';
import {runScreen} from '../../source/screen/app/run-screen.js';
import {colourMode, type ColourChoice} from '../../source/screen/render/colour-mode.js';
import {DEFAULT_KEYMAP} from '../../source/screen/view-model/settings/active-keys.js';
import {THEMES} from '../../source/screen/view-model/settings/choices.js';
import {unixMs} from '../../source/domain/units.js';
import type {MonitorFrame} from '../../source/engine/frame.js';
import {FakeHost} from './fake-host.js';
import {
	after,
	badMinuteFrames,
	connectingFrame,
	frame,
	ladder,
	liveFrames,
	maker,
	orders,
	pulled,
	quoting,
	trade,
	touch,
} from './frames.js';

const [scene = 'live', colour = 'auto', ascii = '', theme = 'dark'] = process.argv.slice(2);

const host = new FakeHost();
let sequence = 10;
let tradeId = 9000;
let isPulled = false;

/** The canned market, moving up and down by whole rows. */
const walking = (): MonitorFrame => {
	sequence += 1;
	const step = Math.round(8 * Math.sin(sequence / 25)) * 100;
	const picture = ladder();
	const watch = host.watches.at(-1);
	const shift = <T extends {readonly priceUnits: number}>(level: T): T => ({...level, priceUnits: level.priceUnits + step});
	const base = touch();
	const id = (tradeId += 1);
	const now = after(sequence * 100);
	return frame({
		sequence,
		atMs: now,
		ladder: {
			...picture,
			groupUnits: watch?.groupUnits === 100 ? 100 : picture.groupUnits,
			bids: picture.bids.map(shift),
			asks: picture.asks.map(shift),
		},
		touch: {...base, bid: shift(base.bid!), ask: shift(base.ask!), midHalfUnits: base.midHalfUnits! + 2 * step},
		trades: [trade(id, sequence % 3 === 0 ? 'sell' : 'buy', '67234.15', (0.01 + (sequence % 17) / 10).toFixed(3), now)],
		maker: maker({quoting: isPulled ? pulled('operator') : quoting(), orders: isPulled ? [] : orders}),
	});
};

const canned: Record<string, () => MonitorFrame | undefined> = {
	live: walking,
	bad: () => {
		sequence += 1;
		return badMinuteFrames()[sequence - 11];
	},
	canned: () => {
		sequence += 1;
		return liveFrames()[sequence - 11];
	},
	connecting: () => connectingFrame({sequence: (sequence += 1), atMs: unixMs(after(sequence * 100))}),
	ended: () => {
		sequence += 1;
		if (sequence < 14) return walking();
		setTimeout(() => host.emit({kind: 'ended', code: 4, message: 'the symbol is not to be had'}), 10);
		return undefined;
	},
	throw: () => {
		sequence += 1;
		if (sequence < 14) return walking();
		throw new Error('broken on purpose');
	},
	reject: () => {
		sequence += 1;
		if (sequence === 15) void Promise.reject(new Error('rejected on purpose'));
		return walking();
	},
};

host.onCredit = () => {
	setTimeout(() => {
		isPulled = host.commands.findLast(({kind}) => kind === 'pull-quotes' || kind === 'resume-quotes')?.kind === 'pull-quotes';
		const next = canned[scene]?.();
		if (next !== undefined) host.frame(next);
		if (sequence === 30) console.log('stray words');
	}, 5);
};

const outcome = await runScreen({
	host,
	options: {
		symbol: 'BTCUSDT',
		venue: 'binance',
		fps: 10,
		colour: colourMode(colour as ColourChoice, process.env),
		theme: THEMES.find((name) => name === theme) ?? 'dark',
		ascii: ascii === 'ascii',
		readOnly: false,
		keymap: DEFAULT_KEYMAP,
		mouse: ascii === 'mouse',
		lines: ascii === 'lines',
	},
	terminal: createNodeTerminal(),
});
if (outcome.message !== undefined) process.stderr.write(`${outcome.message}\n`);
process.exit(outcome.code);

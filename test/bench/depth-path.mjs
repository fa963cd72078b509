// The depth path, bytes to applied book, beside its peers, in one run:
//
//   npm run bench                       the table
//   npm run bench -- --json             the numbers
//   npm run bench -- --rounds 21        more rounds on a busy machine
//   MM_TUI_BENCH_MADE=1 npm run bench   messages of the built-in exchange instead of captured ones

import {fork} from 'node:child_process';
import {availableParallelism, cpus} from 'node:os';
import {parseArgs} from 'node:util';
import {TOP_READS} from './engines.mjs';
import {measureFrames} from './frames.mjs';
import {measureLines} from './lines.mjs';
import {measureSocket} from './socket.mjs';

const {values: options} = parseArgs({options: {json: {type: 'boolean'}, rounds: {type: 'string', default: '11'}}});
const rounds = Number(options.rounds);
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

// A young generation larger than one pass allocates, so that nothing is collected while allocation is counted.
const COUNTING = ['--expose-gc', '--min-semi-space-size=512', '--max-semi-space-size=512'];

const inChild = (job, kind, name, {base = 'jsonParse', execArgv = ['--expose-gc']} = {}) =>
	new Promise((resolve, reject) => {
		const child = fork(new URL('passes.mjs', import.meta.url), [job, kind, name, base, String(rounds)], {execArgv});
		child.once('message', resolve);
		child.once('exit', (code) => code !== 0 && reject(new Error(`${job} of ${name} failed with ${code}`)));
	});

const paired = (kind, name, base) => inChild('paired', kind, name, {base});

const own = {};
for (const kind of ['depth', 'mixed', 'trade', 'bookTicker']) own[kind] = await paired(kind, 'ours');
const ccxtJson = {};
const ccxtOurs = {};
for (const kind of ['depth', 'mixed']) {
	ccxtJson[kind] = await paired(kind, 'ccxt');
	ccxtOurs[kind] = await paired(kind, 'ccxt', 'ours');
}

const top20 = await paired('depth', 'withTop20', 'ours');
const socket = await measureSocket(['nothing', 'ours', 'jsonParse', 'ccxt'], Math.max(5, Math.ceil(rounds / 2)));
const memory = {};
for (const kind of ['depth', 'trade', 'bookTicker', 'mixed']) memory[kind] = await inChild('memory', kind, 'ours', {execArgv: COUNTING});
for (const name of ['withTop20', 'jsonParse', 'ccxt']) memory[name] = await inChild('memory', 'depth', name, {execArgv: COUNTING});
const drift = await inChild('drift', 'depth', 'ours');

const ns = (value) => `${value.toFixed(0)} ns`;
const bytes = (value) => `${value.toFixed(0)} B`;
const times = (value) => `${value.toFixed(value < 1 ? 3 : 1)}×`;
const spread = ({quartiles: [low, high]}) => `[${low.toFixed(3)}, ${high.toFixed(3)}]`;
const share = (top, bottom) => median(socket[top].map((value, round) => value / socket[bottom][round]));
const rate = (name) => `${ns(median(socket[name]))} a message, ${(1e3 / median(socket[name])).toFixed(2)} M/s`;

// The peers' goals were set on captured messages; the built-in exchange's have fewer levels and a shallower
// book.
const isCaptured = own.mixed.source.includes('captured');
const rows = [];
const row = (what, measured, goal, met) => rows.push([what, measured, goal, met === undefined ? '' : met ? 'met' : 'NOT MET']);
const top20Ns = top20.extraNs / TOP_READS;
const extraAllocated = memory.withTop20.allocated - memory.depth.allocated;

row(
	'parse + apply, mixed stream, ÷ JSON.parse alone',
	`${times(own.mixed.ratio)} ${spread(own.mixed)}  ${ns(own.mixed.ns)}`,
	'≤ 0.25×',
	own.mixed.ratio <= 0.25,
);
row(
	'parse + apply, depth only, ÷ JSON.parse alone',
	`${times(own.depth.ratio)} ${spread(own.depth)}  ${ns(own.depth.ns)}`,
	'≤ 0.35×',
	own.depth.ratio <= 0.35,
);
row('  trades ÷ JSON.parse alone', `${times(own.trade.ratio)} ${spread(own.trade)}  ${ns(own.trade.ns)}`, '');
row('  bookTicker ÷ JSON.parse alone', `${times(own.bookTicker.ratio)} ${spread(own.bookTicker)}  ${ns(own.bookTicker.ns)}`, '');
row("ccxt's OrderBook ÷ JSON.parse alone, depth / mixed", `${times(ccxtJson.depth.ratio)} / ${times(ccxtJson.mixed.ratio)}`, '');
row("ccxt's OrderBook ÷ mm-tui, depth", times(ccxtOurs.depth.ratio), '≥ 45×', isCaptured ? ccxtOurs.depth.ratio >= 45 : undefined);
row("ccxt's OrderBook ÷ mm-tui, mixed", times(ccxtOurs.mixed.ratio), '≥ 30×', isCaptured ? ccxtOurs.mixed.ratio >= 30 : undefined);
row('ws alone, handler that does nothing', rate('nothing'), '');
row('ws + mm-tui, socket to book', rate('ours'), '');
row('ws + JSON.parse, no book', rate('jsonParse'), '');
row('ws + ccxt', rate('ccxt'), '');
row('socket to book: ws + ccxt ÷ ws + mm-tui', times(share('ccxt', 'ours')), '≥ 10×', isCaptured ? share('ccxt', 'ours') >= 10 : undefined);
row("share of ws's own rate that is kept", `${(share('nothing', 'ours') * 100).toFixed(0)} %`, '≥ 55 %', share('nothing', 'ours') >= 0.55);
row(
	'top 20 of both sides after every message',
	`${ns(top20Ns)}, ${bytes(Math.max(0, extraAllocated))} allocated`,
	'≤ 300 ns, 0 B',
	top20Ns <= 300 && extraAllocated < 1,
);
row('allocated by a depth message', bytes(memory.depth.allocated), '≤ 64 B', memory.depth.allocated <= 64);
row('  JSON.parse alone / ccxt', `${bytes(memory.jsonParse.allocated)} / ${bytes(memory.ccxt.allocated)}`, '');
row('  by a trade / bookTicker: the event object', `${bytes(memory.trade.allocated)} / ${bytes(memory.bookTicker.allocated)}`, '');
row('left after a collection, a message of the mixed stream', bytes(memory.mixed.retained), '0 B', Math.abs(memory.mixed.retained) < 0.5);
row(
	'24 h, prices drift by 5 %: levels (let go of)',
	drift.hours.map(({hour, levels, evicted}) => `${hour} h ${levels} (${evicted})`).join(', '),
	'',
);
const [before, last] = drift.hours.slice(-2);
row(
	'24 h, memory of the process after a collection',
	drift.hours.map(({hour, megabytes}) => `${hour} h ${megabytes.toFixed(1)} MB`).join(', '),
	'flat',
	last.megabytes - before.megabytes < 1,
);
row(
	'final book against maps of bigints: levels that differ',
	`${own.depth.differences} depth, ${own.mixed.differences} mixed`,
	'0',
	own.depth.differences + own.mixed.differences === 0,
);
row(
	"touch as ccxt's book has it",
	`${own.depth.best.join(' / ')}  ${ccxtJson.depth.best.join(' / ')}`,
	'equal',
	String(own.depth.best) === String(ccxtJson.depth.best),
);

rows.push(...(await measureLines(rounds)), ...measureFrames(rounds));

if (options.json === true) {
	process.stdout.write(`${JSON.stringify({own, ccxtJson, ccxtOurs, top20, socket, memory, drift}, undefined, 2)}\n`);
} else {
	const width = (column) => Math.max(...rows.map((cells) => cells[column].length));
	const line = (cells) => `  ${cells.map((cell, column) => cell.padEnd(width(column))).join('  ')}`.trimEnd();
	const machine = `${availableParallelism()} × ${cpus()[0]?.model.trim()}`;
	process.stdout.write(
		`depth path, node ${process.version}, ${machine}\n${own.mixed.source}: ${own.mixed.count} messages, ${own.depth.count} of them depth\n`,
	);
	process.stdout.write(`medians of ${rounds} paired rounds [quartiles]\n\n${rows.map(line).join('\n')}\n`);
}

process.exitCode = rows.some((cells) => cells[3] === 'NOT MET') ? 1 : 0;

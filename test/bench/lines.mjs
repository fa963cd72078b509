// From a depth message to a line of `mm-tui stream`: twenty levels a side at every update, beside what the same
// message costs to parse and to stringify, and beside ccxt's book with JSON:
//
//   node test/bench/lines.mjs [--rounds 21]
//
// Each is measured in a process of its own, passes alternating with passes of parse + stringify over the same messages;
// a pass counts the processor time of the process, compiler and collector included. What counts is the median of the
// paired ratios.

import {fork} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {LINE_ENGINES} from './line-engines.mjs';
import {loadMessages} from './messages.mjs';

const WARM_ROUNDS = 4;
const BASE = 'parseStringify';
const quantile = (values, share) => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)];
const median = (values) => quantile(values, 0.5);

const pass = (engine, load) => {
	const running = LINE_ENGINES[engine].start(load.snapshot, load.messages);
	const before = process.cpuUsage();
	for (const message of load.messages) running.take(message);
	const {user, system} = process.cpuUsage(before);
	return {us: (user + system) / load.messages.length, characters: running.characters()};
};

const measured = (name, rounds) => {
	const load = loadMessages('depth');
	const pairs = [];
	let characters = 0;
	for (let round = 0; round < WARM_ROUNDS + rounds; round += 1) {
		const [base, own, baseAgain, ownAgain] = [BASE, name, BASE, name].map((engine) => pass(engine, load));
		if (round >= WARM_ROUNDS) pairs.push([Math.min(own.us, ownAgain.us), Math.min(base.us, baseAgain.us)]);
		characters = own.characters / load.messages.length;
	}

	const ratios = pairs.map(([own, base]) => own / base);
	return {
		us: median(pairs.map(([own]) => own)),
		baseUs: median(pairs.map(([, base]) => base)),
		ratio: median(ratios),
		quartiles: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
		characters,
	};
};

const inChild = (name, rounds) =>
	new Promise((resolve, reject) => {
		const child = fork(fileURLToPath(import.meta.url), [name, String(rounds)]);
		child.once('message', resolve);
		child.once('exit', (code) => code !== 0 && reject(new Error(`${name} failed with ${code}`)));
	});

/** @returns rows of what, measured, goal, and whether it is met. */
export const measureLines = async (rounds) => {
	const results = {};
	for (const name of Object.keys(LINE_ENGINES)) if (name !== BASE) results[name] = await inChild(name, rounds);
	const {stream, line, ccxt} = results;
	const us = (value) => `${value.toFixed(1)} µs`;
	const row = (result) => `${result.ratio.toFixed(2)}× [${result.quartiles.map((value) => value.toFixed(2)).join(', ')}]  ${us(result.us)}`;
	const quicker = ccxt.ratio / stream.ratio;
	const verdict = (met) => (met ? 'met' : 'NOT MET');
	return [
		['JSON.parse + JSON.stringify of a depth message, CPU', us(stream.baseUs), '', ''],
		['depth message to line, 20 levels a side ÷ parse + stringify', row(stream), '≤ 2.5×', verdict(stream.ratio <= 2.5)],
		['  with the market maker', row(results.streamWithMaker), '', ''],
		[`  a line alone, ${line.characters.toFixed(0)} characters`, row(line), '', ''],
		["ccxt's book and JSON of its top 20 ÷ parse + stringify", row(ccxt), '', ''],
		["depth message to line: ccxt's book and JSON ÷ mm-tui", `${quicker.toFixed(1)}×`, '≥ 4×', verdict(quicker >= 4)],
	];
};

if (process.send !== undefined) {
	const [, , name, rounds] = process.argv;
	process.send(measured(name, Number(rounds)), () => process.disconnect());
} else if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const {values} = parseArgs({options: {rounds: {type: 'string', default: '11'}}});
	const rows = await measureLines(Number(values.rounds));
	const width = (column) => Math.max(...rows.map((cells) => cells[column].length));
	const lineOf = (cells) => `  ${cells.map((cell, column) => cell.padEnd(width(column))).join('  ')}`.trimEnd();
	process.stdout.write(`${rows.map(lineOf).join('\n')}\n`);
	process.exitCode = rows.some((cells) => cells[3] === 'NOT MET') ? 1 : 0;
}

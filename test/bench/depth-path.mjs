// The depth path, text to applied book, against JSON.parse alone and against ccxt's order book, in one run:
// a process for each engine (engines that share call sites slow each other), in which passes of JSON.parse and of
// the engine alternate; what counts is the median of the paired ratios.
//
//   npm run bench            the table
//   npm run bench -- --json  the numbers

import {fork} from 'node:child_process';
import {ENGINES} from './engines.mjs';
import {loadMessages} from './messages.mjs';

const ROUNDS = 9;
const isDepth = (text) => text.includes('"depthUpdate"');
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const passNs = (engine, load, messages) => {
	const running = engine.start(load.snapshot, load.tickSize);
	globalThis.gc?.();
	const start = performance.now();
	for (const text of messages) running.take(text);
	return {ns: ((performance.now() - start) * 1e6) / messages.length, best: running.best()};
};

const measure = (name, kind) => {
	const load = loadMessages();
	const messages = kind === 'depth' ? load.messages.filter(isDepth) : load.messages;
	const reference = ENGINES['json-parse'];
	const rounds = [];
	for (let round = 0; round < ROUNDS + 2; round += 1) {
		const base = passNs(reference, load, messages);
		const own = passNs(ENGINES[name], load, messages);
		if (round >= 2) rounds.push({base: base.ns, own: own.ns, best: own.best});
	}

	const ratio = median(rounds.map(({base, own}) => own / base));
	return {name, kind, nsPerMessage: median(rounds.map(({own}) => own)), ratio, best: rounds[0].best, count: messages.length, source: load.source};
};

const inChild = (name, kind) =>
	new Promise((resolve, reject) => {
		const child = fork(new URL(import.meta.url), ['--measure', name, kind], {execArgv: ['--expose-gc']});
		child.once('message', resolve);
		child.once('error', reject);
		child.once('exit', (code) => code !== 0 && reject(new Error(`${name} failed with ${code}`)));
	});

const table = (results) => {
	const [{source}] = results;
	const lines = [`depth path, node ${process.version}, ${source}`, ''];
	for (const kind of ['depth', 'mixed']) {
		const ofKind = results.filter((one) => one.kind === kind);
		const own = ofKind.find((one) => one.name === 'mm-tui');
		lines.push(`${kind}: ${own.count} messages`);
		for (const one of ofKind) {
			const times = one.name === 'mm-tui' ? '' : `  (${(one.nsPerMessage / own.nsPerMessage).toFixed(1)}x mm-tui)`;
			lines.push(`  ${ENGINES[one.name].name.padEnd(40)}${one.nsPerMessage.toFixed(0).padStart(8)} ns/message ${one.ratio.toFixed(2).padStart(7)}x JSON.parse${times}`);
		}

		lines.push('');
	}

	return lines.join('\n');
};

const agree = (results) => {
	const [own, peer] = ['mm-tui', 'ccxt'].map((name) => results.find((one) => one.name === name && one.kind === 'depth').best);
	if (String(own) !== String(peer)) throw new Error(`the books differ: ${own} and ${peer}`);
};

const [, , flag, name, kind] = process.argv;
if (flag === '--measure') {
	process.send(measure(name, kind), () => process.disconnect());
} else {
	const results = [];
	for (const wanted of ['depth', 'mixed']) {
		for (const engine of Object.keys(ENGINES)) results.push(await inChild(engine, wanted));
	}

	agree(results);
	process.stdout.write(flag === '--json' ? `${JSON.stringify(results, undefined, 2)}\n` : table(results));
}

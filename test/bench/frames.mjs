// What a picture for the screen costs on top of the session, ten in a second of the market: built, and cloned as it is
// on its way to another thread.
//
//   node test/bench/frames.mjs [--rounds 11]

import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {MAKER, openSession} from './line-engines.mjs';
import {loadMessages} from './messages.mjs';
import {FrameBuilder} from './product.mjs';

const WARM_ROUNDS = 4;
const GOAL_US = 100;
/** A dollar a row. */
const WATCH = {groupUnits: 100_000_000, rows: 40};
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** A frame after every depth message, and every message is a tenth of a second. */
const pass = ({snapshot, messages}, onFrame) => {
	const session = openSession(snapshot, messages[0], MAKER);
	const builder = new FrameBuilder();
	session.onOutput((output) => builder.collect(output));
	const before = process.cpuUsage();
	for (const data of messages) {
		session.step({kind: 'message', generation: 1, data}, 100);
		session.answer();
		onFrame(builder, session);
	}

	const {user, system} = process.cpuUsage(before);
	return (user + system) / messages.length;
};

const build = (builder, {view, now}) => builder.build(view, WATCH, now());
const KINDS = {none: () => {}, built: build, cloned: (builder, session) => structuredClone(build(builder, session))};

/** @returns rows of what, measured, goal, and whether it is met. */
export const measureFrames = (rounds) => {
	const load = loadMessages('depth');
	const turns = Array.from({length: WARM_ROUNDS + rounds}, () => ({
		none: pass(load, KINDS.none),
		built: pass(load, KINDS.built),
		cloned: pass(load, KINDS.cloned),
	})).slice(WARM_ROUNDS);
	const built = median(turns.map((turn) => turn.built - turn.none));
	const cloned = median(turns.map((turn) => turn.cloned - turn.built));
	const total = median(turns.map((turn) => turn.cloned - turn.none));
	return [
		['a frame at ten a second, built and cloned', `${total.toFixed(0)} µs`, `≤ ${GOAL_US} µs`, total <= GOAL_US ? 'met' : 'NOT MET'],
		['  to build / to clone', `${built.toFixed(0)} / ${cloned.toFixed(0)} µs`, '', ''],
	];
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const {values} = parseArgs({options: {rounds: {type: 'string', default: '11'}}});
	for (const cells of measureFrames(Number(values.rounds))) process.stdout.write(`${cells.join('  ')}\n`);
}

// Runs sessions of one compiled folder: seeds from a range, told one by one to whoever started this.
//
//   node worker.mjs FOLDER '{"first":1,"count":100,"stride":1,"options":{},"stopAtViolation":false}'

import {pathToFileURL} from 'node:url';
import {join} from 'node:path';
import {setImmediate} from 'node:timers/promises';

const [, , folder, text] = process.argv;
const {first, count, stride, options, stopAtViolation, drill} = JSON.parse(text);
const {simulate} = await import(pathToFileURL(join(folder, 'test/simulation/session.js')).href);

/** The drill's faults, shifted per seed to meet every phase of the exchange's 100 ms. */
const planned = (seed) => (drill === undefined ? {} : {faults: drill.map((fault) => ({...fault, at: fault.at + ((seed * 37) % 1000)}))});

const run = (seed) => {
	try {
		return simulate({...options, ...planned(seed), seed});
	} catch (error) {
		// An exception is a violation too.
		return {
			seed,
			violation: `thrown: ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' ') : String(error)}`,
			atMs: 0,
			faults: [],
			steps: 0,
			trace: 0,
			trustedMs: 0,
			virtualMs: 0,
			checks: 0,
			comparisons: 0,
			fills: 0,
			dials: 0,
			peakWeight: 0,
			transitions: [],
			noticeableAt: [],
		};
	}
};

/** The parent process has ended. */
process.on('disconnect', () => process.exit());

for (let index = 0; index < count; index += 1) {
	const report = run(first + index * stride);
	// The parent process may have just ended.
	process.send(report, undefined, undefined, () => {});
	if (stopAtViolation && report.violation !== undefined) break;
	await setImmediate();
}

process.disconnect();

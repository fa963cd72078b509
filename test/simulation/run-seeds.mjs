// Distributes seeds over child processes.

import {fork} from 'node:child_process';
import {fileURLToPath} from 'node:url';

const WORKER = fileURLToPath(new URL('worker.mjs', import.meta.url));

/** @param each receives every report as it arrives. */
export const runSeeds = ({folder, first, count, jobs = 1, options = {}, stopAtViolation = false, drill}, each) => {
	const used = Math.max(Math.min(jobs, count), 1);
	const children = Array.from({length: used}, (_none, index) => {
		const share = Math.ceil((count - index) / used);
		const task = {first: first + index, count: share, stride: used, options, stopAtViolation, drill};
		return runChild(folder, task, each);
	});
	return Promise.all(children);
};

const runChild = (folder, task, each) =>
	new Promise((resolve, reject) => {
		const child = fork(WORKER, [folder, JSON.stringify(task)], {stdio: ['ignore', 'inherit', 'inherit', 'ipc']});
		child.on('message', each);
		child.once('error', reject);
		child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a simulation process ended with ${code}`))));
	});

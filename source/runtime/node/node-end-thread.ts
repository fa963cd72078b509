/** Ends a worker thread: asks it to, so that it can close its files and connections, and terminates it when it does not. */

import type {Worker} from 'node:worker_threads';

/** Usually it takes milliseconds; a thread that is still loading its modules takes a good part of this. */
const ASKED_MS = 1000;
/** `terminate` takes effect at once, unless the thread is blocked in a system call. */
const FORCED_MS = 500;

/** @param exited resolves when the thread has ended. @returns whether it did. */
export const endThread = async (worker: Worker, exited: Promise<void>, ask: () => void): Promise<boolean> => {
	ask();
	if (await within(ASKED_MS, exited)) return true;
	void worker.terminate();
	return within(FORCED_MS, exited);
};

const within = async (limitMs: number, work: Promise<void>): Promise<boolean> => {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<boolean>((resolve) => {
		timer = setTimeout(() => resolve(false), limitMs);
	});
	const isDone = await Promise.race([work.then(() => true), late]);
	clearTimeout(timer);
	return isDone;
};

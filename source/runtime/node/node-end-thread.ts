/** A thread ends by being asked, so that it can put its things in order; by force only when it does not. */

import type {Worker} from 'node:worker_threads';

/** A thread that is well takes milliseconds, one that is still loading a good part of this. */
const ASKED_MS = 1000;
/** Force takes at once, but for a thread that waits within the system. */
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

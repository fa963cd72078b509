/** The state folder in memory: what is written is there at once, for every program that has the same map. */

import type {StateStore} from '../../source/runtime/node/node-state-file.js';

export const sharedStore = (files: Map<string, unknown> = new Map()): StateStore => ({
	read: (name) => files.get(name),
	update(name, change, done = () => {}) {
		files.set(name, structuredClone(change(files.get(name))));
		done();
	},
	refresh: async () => {},
	settled: async () => {},
});

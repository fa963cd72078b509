/** The state folder in memory, shared by all programs with the same map; writes are immediate. */

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

import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {defineConfig} from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;

/** Tests without I/O share a thread and its loaded modules, which takes a third of the time. */
const PURE = ['domain', 'engine', 'venue', 'config', 'screen/view-model', 'screen/render', 'headless', 'simulate', 'fuzz'].map(
	(folder) => `test/${folder}/**/*.test.{ts,tsx}`,
);

const shared = {
	root,
	setupFiles: ['test/setup.ts'],
	testTimeout: 30_000,
	env: {NODE_ENV: 'production', FORCE_COLOR: '0', TZ: 'UTC', XDG_STATE_HOME: join(tmpdir(), 'mm-tui-test-state')},
};

export default defineConfig({
	test: {
		projects: [
			{
				// React's production build, used by program and tests, has no `jsxDEV`.
				oxc: {jsx: {development: false}},
				test: {...shared, name: 'pure', include: PURE, pool: 'threads', isolate: false},
			},
			{
				oxc: {jsx: {development: false}},
				test: {...shared, name: 'world', include: ['test/**/*.test.{ts,tsx}'], exclude: PURE},
			},
		],
	},
});

import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {defineConfig} from 'vitest/config';

export default defineConfig({
	// React's production build, which the program uses and the tests use too, knows no `jsxDEV`.
	oxc: {jsx: {development: false}},
	test: {
		root: new URL('..', import.meta.url).pathname,
		include: ['test/**/*.test.{ts,tsx}'],
		setupFiles: ['test/setup.ts'],
		testTimeout: 120_000,
		env: {NODE_ENV: 'production', FORCE_COLOR: '0', TZ: 'UTC', XDG_STATE_HOME: join(tmpdir(), 'mm-tui-test-state')},
	},
});

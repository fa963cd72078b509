import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {simulate} from './session.js';

const SEEDS = Number(process.env['MM_TUI_SEEDS'] ?? 110);
const FIRST_SEED = Number(process.env['MM_TUI_FIRST_SEED'] ?? 1);

test(
	`over ${SEEDS} simulated ten-minute sessions full of faults, every trusted book is the exchange's, and every other invariant holds`,
	{timeout: 600_000},
	() => {
		let checks = 0;
		for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += 1) {
			const report = simulate({seed, dayEvery: 0});
			checks += report.checks;
			const faults = report.faults.map(({name, at, lastsMs}) => `${name}@${Math.round(at)}+${Math.round(lastsMs)}`).join(' ');
			expect(
				report.violation,
				`seed ${seed} at ${report.atMs} ms, faults ${faults}; again with: npm run simulate -- --seed ${seed}`,
			).toBeUndefined();
		}

		// Guards against a simulator that never sees a trusted book.
		expect(checks).toBeGreaterThan(SEEDS * 1000);
	},
);

test(
	'a whole day of one session: the venue’s cut after 24 h is forestalled by one more connection, and costs no trust',
	{timeout: 60_000},
	() => {
		const report = simulate({seed: 1, dayEvery: 1, faults: []});
		expect(report.violation).toBeUndefined();
		expect(report.dials).toBe(2);
		// A day runs in steps of 1.5 s, in which a silence of 3 s can happen; nothing else may end trust.
		expect(report.transitions.filter(({trusted, reason}) => !trusted && reason !== 'silent')).toEqual([]);
	},
);

test('the same seed gives the same session, to the last output and effect', () => {
	for (const seed of [1, 7, 42]) expect(simulate(seed).trace).toBe(simulate(seed).trace);
});

test('planted bugs are found, and none is planted in a text that has moved on', {timeout: 120_000}, () => {
	const run = spawnSync(
		process.execPath,
		[fileURLToPath(new URL('simulate.mjs', import.meta.url)), '--planted', '--quick', '--jobs', '1'],
		{encoding: 'utf8'},
	);
	expect(run.stdout + run.stderr).toMatch(/\n(\d+) of \1 planted bugs found/);
	expect(run.status).toBe(0);
});

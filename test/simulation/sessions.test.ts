import {expect, test} from 'vitest';
import {simulate} from './session.js';

const SEEDS = Number(process.env['MM_TUI_SEEDS'] ?? 300);
const FIRST_SEED = Number(process.env['MM_TUI_FIRST_SEED'] ?? 1);

test(`over ${SEEDS} simulated sessions full of faults, no trusted book ever differs from the exchange's`, {timeout: 600_000}, () => {
	let checks = 0;
	for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += 1) {
		const report = simulate(seed);
		checks += report.checks;
		const again = `MM_TUI_SEEDS=1 MM_TUI_FIRST_SEED=${seed} npm run test:unit -- test/simulation`;
		expect(report.violation, `seed ${seed} at ${report.atMs} ms, faults ${report.faults.join(' ')}; again with: ${again}`).toBeUndefined();
	}

	// A simulator that never sees a trusted book proves nothing.
	expect(checks).toBeGreaterThan(SEEDS * 300);
});

test('the same seed gives the same session, to the last output and effect', () => {
	for (const seed of [1, 7, 42]) expect(simulate(seed).trace).toBe(simulate(seed).trace);
});

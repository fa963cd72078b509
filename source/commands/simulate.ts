/** `mm-tui simulate SCENARIO`: simulates the quoting models beside published and exact results. */

import type {SimulationSettings} from '../config/config.js';
import {nearest} from '../domain/text/suggest.js';
import {safeText} from '../domain/text/safe-text.js';
import {runPaths, type PathResults} from '../simulation/run-paths.js';
import {scenarioRows, type Row} from '../simulation/reference-tables.js';
import {SCENARIOS, type Scenario} from '../simulation/scenarios.js';
import {failures, reportRow, reportText, type ReportRow} from '../simulation/report.js';
import {print, type CommandIo} from './process/command-io.js';
import {EXIT, UsageError} from './process/exit-code.js';

const TITLES: Readonly<Record<Scenario, string>> = {
	'avellaneda-stoikov': 'Avellaneda & Stoikov 2008, tables 1 to 3',
	linear: "The linear model in the paper's world",
};

/** @throws {UsageError} naming the scenarios. */
export const readScenario = (word: string | undefined): Scenario => {
	const scenario = SCENARIOS.find((one) => one === word?.toLowerCase());
	if (scenario !== undefined) return scenario;
	if (word === undefined) throw new UsageError(`simulate needs a scenario: ${SCENARIOS.join(' or ')}`);
	throw new UsageError(`"${safeText(word, 60)}" is not a scenario; did you mean ${nearest(word, SCENARIOS) ?? ''}?`);
};

/** @returns 5 if a figure is too far from the exact one. */
export const runSimulate = async (scenario: Scenario, {paths, seed}: SimulationSettings, io: CommandIo): Promise<number> => {
	const rows = scenarioRows(scenario);
	const done: ReportRow[] = [];
	for (const [index, row] of rows.entries()) {
		const show = (share: number): void => showProgress(io, (index + share) / rows.length, row);
		done.push(reportRow(row, await runRow(row, paths, seed + index, show)));
	}

	if (io.stderr.isTTY === true) io.stderr.write('\r\u001B[K');
	await print(io, reportText(TITLES[scenario], done, paths, seed));
	return failures(done).length === 0 ? EXIT.done : EXIT.verification;
};

/** Signals are handled between chunks. */
const runRow = async ({strategy}: Row, paths: number, seed: number, show: (share: number) => void): Promise<PathResults> => {
	const run = runPaths(strategy, paths, seed);
	for (;;) {
		const {done, value} = run.next();
		if (done === true) return value;
		show(value / paths);
		await new Promise((resolve) => {
			setImmediate(resolve);
		});
	}
};

const BAR = 30;

const showProgress = ({stderr}: CommandIo, share: number, {name}: Row): void => {
	if (stderr.isTTY !== true || stderr.writableLength > 0) return;
	const full = Math.round(share * BAR);
	stderr.write(`\r[${'#'.repeat(full)}${'.'.repeat(BAR - full)}] ${String(Math.round(share * 100)).padStart(3)} %  ${name}\u001B[K`);
};

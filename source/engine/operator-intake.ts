/** Carries out the operator's commands, writes them into the journal and answers whoever asked for an answer. */

import type {JournalEntry} from '../domain/journal-entry.js';
import type {Instrument} from '../domain/instrument.js';
import type {Instant} from '../domain/units.js';
import {answerTo} from './answer-command.js';
import type {Command, CommandSource} from './command.js';
import type {FeedKeeper} from './feed/feed-keeper.js';
import {tellCommand, tellDone} from './journal.js';
import type {MakerDriver} from './maker-driver.js';
import type {MakerDesk} from './maker/maker-desk.js';
import {applyCommand, type Applied} from './maker/operator-commands.js';
import type {EngineOutput} from './outputs.js';

export type OperatorParts = {
	readonly keeper: FeedKeeper;
	readonly desk: MakerDesk;
	readonly driver: MakerDriver;
	readonly instrument: () => Instrument | undefined;
	/** Steps the market maker, so that what was changed is told as it acts. */
	readonly runMaker: () => void;
	readonly output: (output: EngineOutput) => void;
};

export class OperatorIntake {
	readonly #parts: OperatorParts;

	constructor(parts: OperatorParts) {
		this.#parts = parts;
	}

	/** @param source who gave it and wants an answer. */
	take(command: Command, source: CommandSource | undefined, at: Instant): void {
		const {driver, output} = this.#parts;
		const applied = this.#carryOut(command, at);
		driver.stir();
		const entry = applied.refused ?? this.#entryOf(command, applied, at);
		output({kind: 'journal', entry});
		if (source !== undefined) output({kind: 'answer', answer: answerTo(source, applied, entry, at.wallMs)});
	}

	#carryOut(command: Command, at: Instant): Applied {
		const {keeper, desk} = this.#parts;
		if (command.kind !== 'resync') return applyCommand(desk.operator, command, at);
		keeper.resyncNow(at.monoMs);
		return {};
	}

	#entryOf(command: Command, {parameters, did}: Applied, at: Instant): JournalEntry {
		const {desk, instrument, runMaker} = this.#parts;
		if (parameters !== undefined || did !== undefined) runMaker();
		return did === undefined ? tellCommand(command, parameters, instrument(), at.wallMs, desk.view.quoting) : tellDone(did, at.wallMs);
	}
}

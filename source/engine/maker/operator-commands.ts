/** What the operator's commands do at the market maker's desk. */

import type {LimitName} from '../../domain/limit-table.js';
import type {Instant} from '../../domain/units.js';
import type {DoubtfulCommand, MakerCommand} from './types/maker-command.js';
import {tellRefusal} from './maker-journal.js';
import type {MakerOutput} from './types/maker-output.js';
import {limitOf, limitText} from './settings/limit-edits.js';
import type {MakerDesk} from './maker-desk.js';
import type {MakerParameters} from './settings/parameters.js';
import {mayPass, type Manner, type Verdict} from './settings/parameter-bounds.js';
import {
	flatSkew,
	halfSpreadBy,
	skewBy,
	withFairValue,
	withHalfSpread,
	withModel,
	withOrderSize,
	withSkew,
	type ParameterEdit,
} from './settings/parameter-edits.js';

/** What is to be told at once, and the parameters where the command changed some; `refused` is told in place of what was asked. */
export type Obeyed = {
	readonly told: readonly MakerOutput[];
	readonly parameters: MakerParameters | undefined;
	readonly refused?: true;
	/** What the command did, where its name does not say it. */ readonly did?: string;
};

const SILENT: Obeyed = {told: [], parameters: undefined};
const changed = (parameters: MakerParameters | undefined): Obeyed => ({told: [], parameters});
const telling = (told: readonly MakerOutput[]): Obeyed => ({told, parameters: undefined});

export const applyCommand = (desk: MakerDesk, command: MakerCommand, at: Instant): Obeyed => {
	switch (command.kind) {
		case 'adjust-skew':
			return edited(desk, skewBy(command.steps), 'step', command, at);
		case 'flat-skew':
			return changed(desk.change(flatSkew));
		case 'adjust-half-spread':
			return edited(desk, halfSpreadBy(command.steps), 'step', command, at);
		case 'set-skew':
			return edited(desk, withSkew(command.shift), 'set', command, at);
		case 'set-half-spread':
			return edited(desk, withHalfSpread(command.halfSpread), 'set', command, at);
		case 'set-order-size':
			return edited(desk, withOrderSize(command.size), 'set', command, at);
		case 'set-limit':
			return limited(desk, command, at);
		case 'tell-limit':
			return {...SILENT, did: limitNow(desk, command.limit)};
		case 'choose-model':
			return changed(desk.change(withModel(command.model)));
		case 'choose-fair-value':
			return changed(desk.change(withFairValue(command.fairValue)));
		case 'pull-quotes':
			return telling(desk.pullByOperator(at));
		case 'kill':
			return telling(desk.killByOperator(at));
		case 'flatten':
			return telling(desk.flattenByOperator(at));
		case 'resume-quotes':
			desk.resumeByOperator();
			return SILENT;
		case 'rearm':
			return telling(desk.rearm(at));
		case 'reduce-only':
			desk.setReduceOnly(command.on);
			return SILENT;
	}
};

/** A key or a command that changes a number: as far as a hand may, and not at all beyond that. */
const edited = (desk: MakerDesk, edit: ParameterEdit, manner: Manner, command: MakerCommand, at: Instant): Obeyed => {
	const verdict = desk.judge(edit, manner);
	return mayPass(verdict, isSure(command)) ? changed(desk.change(edit)) : refused(verdict, command, at);
};

const limited = (desk: MakerDesk, command: Extract<MakerCommand, {kind: 'set-limit'}>, at: Instant): Obeyed => {
	const verdict = desk.changeLimit(command.limit, command.value, isSure(command));
	if (verdict.kind !== 'fine') return refused(verdict, command, at);
	const now = desk.limited();
	return {
		...SILENT,
		did: `${command.limit} → ${now === undefined ? '' : limitText(now.instrument, command.limit, limitOf(now, command.limit))}`,
	};
};

const limitNow = (desk: MakerDesk, name: LimitName): string => {
	const now = desk.limited();
	if (now === undefined) return `${name} is not known before there is a price`;
	const [held, used] = [limitOf(now, name), desk.usedOf(name)];
	const text = limitText(now.instrument, name, held);
	if (used === undefined || held === undefined) return `${name} is ${text}`;
	return `${name} is ${text}, used ${limitText(now.instrument, name, used)} (${Math.round((Number(used) / Number(held)) * 100)} %)`;
};

const isSure = (command: MakerCommand): boolean => 'sure' in command;

/** What was in force stays in force; what may be asked for once more says so. */
const refused = (verdict: Verdict, command: MakerCommand, at: Instant): Obeyed => {
	if (verdict.kind === 'fine') return SILENT;
	const asks = verdict.kind === 'ask' && isDoubtful(command) ? command : undefined;
	return {...telling([{kind: 'journal', entry: tellRefusal(verdict.why, asks, at.wallMs)}]), refused: true};
};

const isDoubtful = (command: MakerCommand): command is DoubtfulCommand =>
	command.kind === 'set-skew' || command.kind === 'set-half-spread' || command.kind === 'set-order-size' || command.kind === 'set-limit';

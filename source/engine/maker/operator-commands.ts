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
export type Applied = {
	readonly told: readonly MakerOutput[];
	readonly parameters: MakerParameters | undefined;
	readonly refused?: true;
	/** What the command did, where its name does not say it. */
	readonly did?: string;
	/** Why nothing came of it, though it was no mistake to ask. */
	readonly idle?: string;
};

const SILENT: Applied = {told: [], parameters: undefined};
const changed = (parameters: MakerParameters | undefined): Applied =>
	parameters === undefined ? {...SILENT, idle: 'no price yet, so nothing to change'} : {told: [], parameters};
const telling = (told: readonly MakerOutput[]): Applied => ({told, parameters: undefined});

/** Without a market maker there is nobody to do it. */
export const applyCommand = (desk: MakerDesk, command: MakerCommand, at: Instant): Applied => {
	const applied = apply(desk, command, at);
	return desk.view.quoting.kind === 'off' ? {...applied, idle: 'no market maker runs'} : applied;
};

const apply = (desk: MakerDesk, command: MakerCommand, at: Instant): Applied => {
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
			return flattened(desk, desk.flattenByOperator(at));
		case 'resume-quotes':
			desk.resumeByOperator();
			return SILENT;
		case 'rearm':
			return rearmed(desk, at);
		case 'reduce-only':
			desk.setReduceOnly(command.on);
			return SILENT;
	}
};

/** Where it cannot begin the desk has told why, last. */
const flattened = (desk: MakerDesk, told: readonly MakerOutput[]): Applied => {
	const last = told.findLast(({kind}) => kind === 'journal');
	return desk.view.flattening || last?.kind !== 'journal' ? telling(told) : {...telling(told), idle: last.entry.text};
};

const rearmed = (desk: MakerDesk, at: Instant): Applied => {
	const wasKilled = desk.view.risk?.state === 'killed';
	const told = telling(desk.rearm(at));
	return wasKilled ? told : {...told, idle: 'nothing was killed'};
};

/** A key or a command that changes a number: as far as a hand may, and not at all beyond that. */
const edited = (desk: MakerDesk, edit: ParameterEdit, manner: Manner, command: MakerCommand, at: Instant): Applied => {
	const verdict = desk.judge(edit, manner);
	return mayPass(verdict, isSure(command)) ? changed(desk.change(edit)) : refused(verdict, command, at);
};

const limited = (desk: MakerDesk, command: Extract<MakerCommand, {kind: 'set-limit'}>, at: Instant): Applied => {
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
const refused = (verdict: Verdict, command: MakerCommand, at: Instant): Applied => {
	if (verdict.kind === 'fine') return SILENT;
	const asks = verdict.kind === 'ask' && isDoubtful(command) ? command : undefined;
	return {...telling([{kind: 'journal', entry: tellRefusal(verdict.why, asks, at.wallMs)}]), refused: true};
};

const isDoubtful = (command: MakerCommand): command is DoubtfulCommand =>
	command.kind === 'set-skew' || command.kind === 'set-half-spread' || command.kind === 'set-order-size' || command.kind === 'set-limit';

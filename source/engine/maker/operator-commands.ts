/** An operator's command, carried out at the market maker. */

import type {LimitName} from '../../domain/limit-table.js';
import type {Instant} from '../../domain/units.js';
import type {DoubtfulCommand, MakerCommand} from './types/maker-command.js';
import {tellRefusal} from './maker-journal.js';
import type {MakerEntry} from './types/maker-output.js';
import {limitOf, limitText} from './settings/limit-edits.js';
import type {OperatorDesk} from './operator-desk.js';
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

/** The parameters where the command changed some; `refused` goes into the journal in place of what was asked. */
export type Applied = {
	readonly parameters?: MakerParameters;
	readonly refused?: MakerEntry;
	/** What the command did, where its name does not say it. */
	readonly did?: string;
	/** Why nothing came of it, though it was no mistake to ask. */
	readonly idle?: string;
};

const DONE: Applied = {};
const changed = (parameters: MakerParameters | undefined): Applied =>
	parameters === undefined ? {idle: 'no price yet, so nothing to change'} : {parameters};

/** Without a market maker there is nobody to do it. */
export const applyCommand = (operator: OperatorDesk, command: MakerCommand, at: Instant): Applied => {
	const applied = apply(operator, command, at);
	return !operator.isManned ? {...applied, idle: 'no market maker runs'} : applied;
};

const apply = (operator: OperatorDesk, command: MakerCommand, at: Instant): Applied => {
	switch (command.kind) {
		case 'adjust-skew':
			return edited(operator, skewBy(command.steps), 'step', command, at);
		case 'flat-skew':
			return changed(operator.change(flatSkew));
		case 'adjust-half-spread':
			return edited(operator, halfSpreadBy(command.steps), 'step', command, at);
		case 'set-skew':
			return edited(operator, withSkew(command.shift), 'set', command, at);
		case 'set-half-spread':
			return edited(operator, withHalfSpread(command.halfSpread), 'set', command, at);
		case 'set-order-size':
			return edited(operator, withOrderSize(command.size), 'set', command, at);
		case 'set-limit':
			return limited(operator, command, at);
		case 'tell-limit':
			return {did: limitNow(operator, command.limit)};
		case 'choose-model':
			return changed(operator.change(withModel(command.model)));
		case 'choose-fair-value':
			return changed(operator.change(withFairValue(command.fairValue)));
		case 'pull-quotes':
			operator.pull(at);
			return DONE;
		case 'kill':
			operator.kill(at);
			return DONE;
		case 'flatten':
			return flattened(operator.flatten(at));
		case 'resume-quotes':
			operator.resume();
			return DONE;
		case 'rearm':
			return rearmed(operator, at);
		case 'reduce-only':
			operator.setReduceOnly(command.on);
			return DONE;
	}
};

/** @param obstacle why it cannot begin; the journal has it. */
const flattened = (obstacle: string | undefined): Applied => (obstacle === undefined ? DONE : {idle: obstacle});

const rearmed = (operator: OperatorDesk, at: Instant): Applied => {
	const wasKilled = operator.riskState === 'killed';
	operator.rearm(at);
	return wasKilled ? DONE : {idle: 'nothing was killed'};
};

/** A key or a command that changes a number: as far as a hand may, and not at all beyond that. */
const edited = (operator: OperatorDesk, edit: ParameterEdit, manner: Manner, command: MakerCommand, at: Instant): Applied => {
	const verdict = operator.judge(edit, manner);
	return mayPass(verdict, isSure(command)) ? changed(operator.change(edit)) : refused(verdict, command, at);
};

const limited = (operator: OperatorDesk, command: Extract<MakerCommand, {kind: 'set-limit'}>, at: Instant): Applied => {
	const verdict = operator.changeLimit(command.limit, command.value, isSure(command));
	if (verdict.kind !== 'fine') return refused(verdict, command, at);
	const now = operator.limited();
	return {
		did: `${command.limit} → ${now === undefined ? '' : limitText(now.instrument, command.limit, limitOf(now, command.limit))}`,
	};
};

const limitNow = (operator: OperatorDesk, name: LimitName): string => {
	const now = operator.limited();
	if (now === undefined) return `${name} is not known before there is a price`;
	const [held, used] = [limitOf(now, name), operator.usedOf(name)];
	const text = limitText(now.instrument, name, held);
	if (used === undefined || held === undefined) return `${name} is ${text}`;
	return `${name} is ${text}, used ${limitText(now.instrument, name, used)} (${Math.round((Number(used) / Number(held)) * 100)} %)`;
};

const isSure = (command: MakerCommand): boolean => 'sure' in command;

/** What was in force stays in force; what may be asked for once more says so. */
const refused = (verdict: Verdict, command: MakerCommand, at: Instant): Applied => {
	if (verdict.kind === 'fine') return DONE;
	const asks = verdict.kind === 'ask' && isDoubtful(command) ? command : undefined;
	return {refused: tellRefusal(verdict.why, asks, at.wallMs)};
};

const isDoubtful = (command: MakerCommand): command is DoubtfulCommand =>
	command.kind === 'set-skew' || command.kind === 'set-half-spread' || command.kind === 'set-order-size' || command.kind === 'set-limit';

/** What the operator's commands do at the market maker's desk. */

import type {Instant} from '../../domain/units.js';
import type {Command} from '../command.js';
import type {DeskOutput, MakerDesk} from './maker-desk.js';
import type {MakerParameters} from './maker-state.js';

/** What is to be told at once, and the parameters where the command changed some. */
export type Obeyed = {readonly told: readonly DeskOutput[]; readonly parameters: MakerParameters | undefined};

const SILENT: Obeyed = {told: [], parameters: undefined};
const changed = (parameters: MakerParameters | undefined): Obeyed => ({told: [], parameters});
const telling = (told: readonly DeskOutput[]): Obeyed => ({told, parameters: undefined});

export const obey = (desk: MakerDesk, command: Exclude<Command, {kind: 'resync'}>, at: Instant): Obeyed => {
	switch (command.kind) {
		case 'adjust-skew':
			return changed(desk.adjustSkew(command.steps));
		case 'flat-skew':
			return changed(desk.flatSkew());
		case 'adjust-half-spread':
			return changed(desk.adjustHalfSpread(command.steps));
		case 'choose-model':
			return changed(desk.chooseModel(command.model));
		case 'choose-fair-value':
			return changed(desk.chooseFairValue(command.fairValue));
		case 'pull-quotes':
			return telling(desk.pullByOperator(at));
		case 'kill':
			return telling(desk.killByOperator(at));
		case 'resume-quotes':
			desk.resumeByOperator();
			return SILENT;
		case 'rearm':
			desk.rearm();
			return SILENT;
		case 'reduce-only':
			desk.setReduceOnly(command.on);
			return SILENT;
	}
};

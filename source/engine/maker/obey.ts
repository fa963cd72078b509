/** What the operator's commands do at the market maker's desk. */

import type {Instant} from '../../domain/units.js';
import type {Command} from '../command.js';
import type {DeskOutput} from './desk-output.js';
import type {MakerDesk} from './maker-desk.js';
import type {MakerParameters} from './maker-state.js';
import {flatSkew, halfSpreadBy, skewBy, withFairValue, withHalfSpread, withModel, withOrderSize, withSkew} from './parameter-keys.js';

/** What is to be told at once, and the parameters where the command changed some. */
export type Obeyed = {readonly told: readonly DeskOutput[]; readonly parameters: MakerParameters | undefined};

const SILENT: Obeyed = {told: [], parameters: undefined};
const changed = (parameters: MakerParameters | undefined): Obeyed => ({told: [], parameters});
const telling = (told: readonly DeskOutput[]): Obeyed => ({told, parameters: undefined});

export const obey = (desk: MakerDesk, command: Exclude<Command, {kind: 'resync'}>, at: Instant): Obeyed => {
	switch (command.kind) {
		case 'adjust-skew':
			return changed(desk.change(skewBy(command.steps)));
		case 'flat-skew':
			return changed(desk.change(flatSkew));
		case 'adjust-half-spread':
			return changed(desk.change(halfSpreadBy(command.steps)));
		case 'set-skew':
			return changed(desk.change(withSkew(command.shift)));
		case 'set-half-spread':
			return changed(desk.change(withHalfSpread(command.halfSpread)));
		case 'set-order-size':
			return changed(desk.change(withOrderSize(command.size)));
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

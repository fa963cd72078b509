import type {Instrument} from '../../../domain/instrument.js';
import type {MonitorFrame} from '../../../engine/frame.js';
import type {Glyphs} from '../cells/symbols.js';
import type {MonitorState} from '../state/monitor-state.js';
import type {LadderPen} from './ladder-cells.js';
import type {LadderModel} from './ladder-rows.js';

/** A ladder that has a market to show. */
export type KnownLadder = {
	readonly state: MonitorState;
	readonly frame: MonitorFrame;
	readonly instrument: Instrument;
	readonly model: LadderModel;
	readonly pen: LadderPen;
	readonly groupUnits: number;
	readonly glyphs: Glyphs;
};

/** How a session is tied to a recorder. */

import type {EngineConfig} from '../engine/engine-config.js';
import type {OwnMeasures, SessionRecorder} from '../session/wire.js';
import type {Recorder} from './node-recorder.js';

export type RecordedParts = {readonly recorder: SessionRecorder; readonly recording: () => OwnMeasures['recording']};

/** Undefined without a recorder. */
export const recordedBy = (
	recorder: Recorder | undefined,
	{venue, symbol}: Pick<EngineConfig, 'venue' | 'symbol'>,
): RecordedParts | undefined =>
	recorder && {recorder: recorder.session({venue, symbol: symbol.toUpperCase()}), recording: () => recorder.state.state};

/** What passes between the screen's thread and the engine's. */

import type {Command, CommandSource} from '../../engine/command.js';
import type {EngineConfig} from '../../engine/engine-config.js';
import type {Watch} from '../../engine/frame.js';
import type {RecorderOptions} from '../../recording/node-recorder.js';
import type {Endpoints} from '../node/ports.js';

/** The engine thread's start data. */
export type EngineWorkerData = {
	readonly config: EngineConfig;
	readonly endpoints: Endpoints;
	readonly about?: string;
	/** Absent if nothing is recorded. */
	readonly record?: RecorderOptions;
};

export type HostRequest =
	| {readonly kind: 'command'; readonly command: Command; readonly source?: CommandSource}
	| {readonly kind: 'watch'; readonly watch: Watch}
	| {readonly kind: 'credit'}
	| {readonly kind: 'close'};

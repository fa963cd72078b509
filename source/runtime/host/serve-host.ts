/** The engine's side of a host: a session and its frames, driven by requests. Used by the worker and by tests. */

import type {RecordingPicture} from '../../engine/frame.js';
import {holeSentence} from '../../recording/log/hole-sentence.js';
import type {Recorder, RecorderState} from '../../recording/node-recorder.js';
import {recordedBy} from '../../recording/recorded-by.js';
import type {HostEvent} from './engine-host.js';
import {FramePump} from './frame-pump.js';
import type {EngineWorkerData, HostRequest} from './host-messages.js';
import type {Ports} from '../node/ports.js';
import {startSession} from '../live-session.js';

/** Exit code for a symbol or a venue that cannot be had. */
const UNAVAILABLE = 4;

export type ServedHost = {
	handle(request: Exclude<HostRequest, {readonly kind: 'close'}>): void;
	/** Says the result before it waits for anything: the thread may be ended meanwhile. The ports stay open. */
	close(): Promise<void>;
};

/** @param recorder writes the session down; who opened it closes it. */
export const serveHost = (data: EngineWorkerData, ports: Ports, say: (event: HostEvent) => void, recorder?: Recorder): ServedHost => {
	const session = startSession({...data, ports, ...recordedBy(recorder, data.config)});
	const pictured = {
		get view() {
			return session.view;
		},
		get applyLatency() {
			return session.applyLatency;
		},
		get recordingPicture() {
			return recorder && pictureOf(recorder.state);
		},
		refresh: () => session.refresh(),
	};
	const pump = new FramePump(pictured, ports, (frame) => say({kind: 'frame', frame}));
	session.onOutput((output) => {
		pump.take(output);
		if (output.kind === 'fatal') say({kind: 'ended', code: UNAVAILABLE, message: output.message});
	});
	const close = async (): Promise<void> => {
		pump.close();
		const closed = session.close();
		say({kind: 'result', text: session.result});
		await closed;
	};

	const handle: ServedHost['handle'] = (request) => {
		switch (request.kind) {
			case 'command':
				session.send(request.command, request.source);
				pump.hurry();
				return;
			case 'watch':
				pump.watch(request.watch);
				return;
			case 'credit':
				pump.credit();
		}
	};

	return {handle, close};
};

const pictureOf = ({state, reason, bytes}: RecorderState): RecordingPicture | undefined =>
	state === 'off' ? undefined : {state, bytes, ...(reason === undefined ? {} : {reason: holeSentence(reason)})};

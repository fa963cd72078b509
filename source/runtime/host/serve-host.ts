/** The engine's side of a host: a session and its frames, driven by requests. Used by the worker and by tests. */

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

export const serveHost = (data: EngineWorkerData, ports: Ports, say: (event: HostEvent) => void): ServedHost => {
	const session = startSession({...data, ports});
	const pump = new FramePump(session, ports, (frame) => say({kind: 'frame', frame}));
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

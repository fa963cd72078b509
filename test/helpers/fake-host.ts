/** An engine host without an engine: it records calls, and the test dictates what it says. */

import type {Command} from '../../source/engine/command.js';
import type {MonitorFrame, Watch} from '../../source/engine/frame.js';
import type {EngineHost, HostEvent} from '../../source/runtime/host/engine-host.js';

export class FakeHost implements EngineHost {
	readonly commands: Command[] = [];
	readonly watches: Watch[] = [];
	credits = 0;
	/** Called for each credit, for tests that answer by themselves. */
	onCredit: (() => void) | undefined;
	#listener: ((event: HostEvent) => void) | undefined;

	onEvent(listener: (event: HostEvent) => void): void {
		this.#listener = listener;
	}

	send(command: Command): void {
		this.commands.push(command);
	}

	watch(watch: Watch): void {
		this.watches.push(watch);
	}

	credit(): void {
		this.credits += 1;
		this.onCredit?.();
	}

	close(): Promise<string | undefined> {
		return Promise.resolve(undefined);
	}

	emit(event: HostEvent): void {
		this.#listener?.(event);
	}

	frame(frame: MonitorFrame): void {
		this.emit({kind: 'frame', frame});
	}
}

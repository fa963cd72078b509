/** An engine host without an engine: it keeps what it is told and says what the test wants. */

import type {Command} from '../../source/engine/command.js';
import type {MonitorFrame, Watch} from '../../source/engine/frame.js';
import type {EngineHost, HostEvent} from '../../source/runtime/host/engine-host.js';

export class FakeHost implements EngineHost {
	readonly commands: Command[] = [];
	readonly watches: Watch[] = [];
	credits = 0;
	/** Called for each credit, if the test wants to answer by itself. */
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

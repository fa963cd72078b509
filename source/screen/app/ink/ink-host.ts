/**
 * The mounted Ink application as both renderers use it. Ink's control object arrives after mounting; calls made
 * earlier wait for it.
 */

import type {AppControl} from './monitor-app.js';

export class InkHost {
	#control: AppControl | undefined;
	#isEnding = false;

	readonly setControl = (control: AppControl): void => {
		this.#control = control;
		if (this.#isEnding) control.exit();
	};

	async yieldTerminal(task: () => Promise<void>): Promise<void> {
		await this.#control?.yieldTerminal(task);
	}

	exit(): void {
		this.#isEnding = true;
		this.#control?.exit();
	}
}

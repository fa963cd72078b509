// The host processes of a run: each handles one request at a time, and is replaced if it does not answer in
// time.

import {fork} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const START_MS = 120_000;

export class Host {
	#child;
	#texts;
	#folder = mkdtempSync(join(tmpdir(), 'mm-tui-mutation-'));

	constructor(texts) {
		this.#texts = texts;
	}

	/** Resolves with the answer, or with undefined at the time limit. */
	async ask(question, withinMs) {
		this.#child ??= await this.#start();
		const answer = await this.#answer(withinMs, () => this.#child.send(question));
		if (answer === undefined) this.stop();
		return answer;
	}

	stop() {
		this.#child?.kill('SIGKILL');
		this.#child = undefined;
	}

	remove() {
		this.stop();
		rmSync(this.#folder, {recursive: true, force: true});
	}

	async #start() {
		const environment = {...process.env, MM_TUI_MUTATION_FOLDER: this.#folder, XDG_STATE_HOME: join(this.#folder, 'state')};
		this.#child = fork(new URL('host.mjs', import.meta.url), [this.#texts], {env: environment, stdio: ['ignore', 'ignore', 'pipe', 'ipc']});
		let said = '';
		this.#child.stderr.on('data', (piece) => (said = (said + piece).slice(-2000)));
		if ((await this.#answer(START_MS, () => {})) === undefined) throw new Error(`the tests could not be started: ${said}`);
		return this.#child;
	}

	#answer(withinMs, begin) {
		const child = this.#child;
		return new Promise((resolve) => {
			const end = (answer) => {
				clearTimeout(timer);
				child.off('message', end);
				child.off('exit', onExit);
				resolve(answer);
			};
			const onExit = () => end(undefined);
			const timer = setTimeout(onExit, withinMs);
			child.on('message', end);
			child.on('exit', onExit);
			begin();
		});
	}
}

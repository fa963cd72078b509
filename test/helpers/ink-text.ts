/** What Ink writes for an element at a terminal size: the last whole picture. */

import {EventEmitter} from 'node:events';
import {render} from 'ink';
import type {ReactElement} from 'react';

class FakeStdout extends EventEmitter {
	last = '';
	isTTY = false;
	readonly columns: number;
	readonly rows: number;

	constructor(columns: number, rows: number) {
		super();
		this.columns = columns;
		this.rows = rows;
	}

	write = (text: string): boolean => {
		if (text !== '' && text !== '\n') this.last = text;
		return true;
	};
}

export const inkText = (element: ReactElement, columns: number, rows: number): string => {
	const stdout = new FakeStdout(columns, rows);
	const app = render(element, {stdout: stdout as unknown as NodeJS.WriteStream, debug: true, patchConsole: false});
	const text = stdout.last;
	app.unmount();
	return text;
};

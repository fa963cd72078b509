/** A terminal's screen as comparable cells: characters and visible styles. */

import type xterm from '@xterm/headless';

type XtermTerminal = InstanceType<typeof xterm.Terminal>;

/** Rows of runs `style:text`, so that a difference is readable. */
export const terminalCells = (terminal: XtermTerminal): readonly string[] => {
	const buffer = terminal.buffer.active;
	return Array.from({length: terminal.rows}, (_, y) => {
		const line = buffer.getLine(buffer.viewportY + y);
		const runs: {style: string; text: string}[] = [];
		for (let x = 0; x < terminal.cols; x += 1) {
			const cell = line?.getCell(x);
			const text = cell === undefined ? ' ' : cell.getWidth() === 0 ? '' : cell.getChars() || ' ';
			const isInverse = cell !== undefined && cell.isInverse() !== 0;
			const style = cell === undefined || (text === ' ' && !isInverse) ? '' : styleOf(cell);
			const last = runs.at(-1);
			if (last !== undefined && (last.style === style || text === '')) last.text += text;
			else runs.push({style, text});
		}

		return runs
			.map((run) => (run.style === '' ? run.text : `<${run.style}>${run.text}</>`))
			.join('')
			.trimEnd();
	});
};

type XtermCell = NonNullable<ReturnType<NonNullable<ReturnType<XtermTerminal['buffer']['active']['getLine']>>['getCell']>>;

const styleOf = (cell: XtermCell): string =>
	[
		cell.isFgDefault() ? '' : `${cell.getFgColorMode()}/${cell.getFgColor()}`,
		cell.isBgDefault() ? '' : `on ${cell.getBgColorMode()}/${cell.getBgColor()}`,
		cell.isBold() !== 0 ? 'bold' : '',
		cell.isDim() !== 0 ? 'dim' : '',
		cell.isInverse() !== 0 ? 'inverse' : '',
	]
		.filter((part) => part !== '')
		.join(' ');

import {once} from 'node:events';
import {expect, test, vi} from 'vitest';
import {TerminalStream} from '../../../source/screen/terminal/node-terminal-stream.js';

/** A terminal that accepts so many bytes. */
class Slow {
	room = 0;
	isGone = false;
	tries = 0;
	text = '';

	write(bytes: Uint8Array): number | 'gone' {
		this.tries += 1;
		if (this.isGone) return 'gone';
		const taken = Math.min(this.room, bytes.length);
		this.room -= taken;
		this.text += Buffer.from(bytes.subarray(0, taken)).toString('latin1');
		return taken;
	}
}

test('all of it arrives, in order, as room comes', async () => {
	const terminal = new Slow();
	const stream = new TerminalStream(terminal);
	const lines = Array.from({length: 100}, (_, index) => `line ${index} ${'x'.repeat(index)}\n`);
	for (const line of lines) stream.write(line);
	expect(terminal.text).toBe('');
	const done = new Promise<void>((resolve) => stream.write('', () => resolve()));
	const refill = setInterval(() => (terminal.room += 997), 1);
	await done;
	clearInterval(refill);
	expect(terminal.text).toBe(lines.join(''));
	expect(stream.writableLength).toBe(0);
});

test('a terminal with room takes it at once', () => {
	const terminal = new Slow();
	terminal.room = 1000;
	new TerminalStream(terminal).write('now\n');
	expect(terminal.text).toBe('now\n');
});

test('a held one does not block: the writer is asked to pause, and called when it continues', async () => {
	const terminal = new Slow();
	const stream = new TerminalStream(terminal);
	let written = 0;
	while (stream.write('x'.repeat(1000))) written += 1;
	expect(written).toBeGreaterThan(5);
	expect(stream.writableLength).toBeGreaterThan(written * 1000);
	const drained = once(stream, 'drain');
	terminal.room = 1_000_000;
	await drained;
	expect(terminal.text).toHaveLength((written + 1) * 1000);
});

test('an abandoned one releases all waiting writers', async () => {
	const stream = new TerminalStream(new Slow());
	const waiting = Array.from({length: 3}, () => new Promise((resolve) => stream.write('x', resolve)));
	stream.destroy();
	expect((await Promise.all(waiting)).every((error) => error instanceof Error)).toBe(true);
});

test('one that is gone is an error with a code, once, and is not tried again', async () => {
	const terminal = new Slow();
	terminal.isGone = true;
	const stream = new TerminalStream(terminal);
	const errors: unknown[] = [];
	stream.on('error', (error) => errors.push(error));
	stream.write('a');
	stream.write('b');
	await vi.waitFor(() => expect(errors).toHaveLength(1));
	stream.write('c');
	await new Promise((resolve) => setTimeout(resolve, 30));
	expect(errors).toEqual([expect.objectContaining({code: 'EIO'})]);
	expect(terminal.tries).toBe(1);
});

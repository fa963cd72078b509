import {describe, expect, test} from 'vitest';
import {FrameGate} from '../../../source/screen/terminal/frame-gate.js';

describe('a terminal that answers', () => {
	test('has two pictures under way at most', () => {
		const gate = new FrameGate('answers');
		gate.sent(1000, 0);
		expect(gate.waitMs(0, false)).toBe(0);
		gate.sent(1000, 10);
		expect(gate.waitMs(20, false)).toBeGreaterThan(0);
		expect(gate.waitMs(20, true)).toBeGreaterThan(0);
		gate.answered(300);
		expect(gate.waitMs(300, false)).toBe(0);
		expect(gate.roundTripMs).toBe(300);
		gate.sent(1000, 310);
		expect(gate.waitMs(310, false)).toBeGreaterThan(0);
		gate.answered(320);
		expect(gate.roundTripMs).toBe(310);
	});

	test('is given up on when it never did, and paced by bytes from then on', () => {
		const gate = new FrameGate('answers');
		gate.sent(1000, 0);
		gate.sent(1000, 0);
		expect(gate.waitMs(0, false)).toBe(1000);
		expect(gate.waitMs(1000, false)).toBe(0);
		expect([gate.asks, gate.isMute(1000, 1000), gate.isMute(1001, 1000)]).toEqual([false, false, true]);
		gate.sent(3200, 1000);
		expect(gate.waitMs(1000, false)).toBe(100);
	});

	test('that lost a question is asked again', () => {
		const gate = new FrameGate('answers');
		gate.sent(1000, 0);
		gate.answered(0);
		expect(gate.isMute(99_999, 1000)).toBe(false);
		gate.sent(1000, 0);
		gate.sent(1000, 0);
		expect(gate.waitMs(1000, false)).toBe(4000);
		expect(gate.waitMs(5000, false)).toBe(0);
		expect(gate.asks).toBe(true);
	});
});

test('how long a terminal has been mute counts from the first question', () => {
	const gate = new FrameGate('answers');
	gate.sent(1000, 0);
	gate.sent(1000, 900);
	expect([gate.isMute(1000, 1000), gate.isMute(1001, 1000)]).toEqual([false, true]);
});

test('what was asked before the terminal was given away counts no more', () => {
	const gate = new FrameGate('answers');
	gate.sent(1000, 0);
	gate.sent(1000, 0);
	gate.forgive();
	expect(gate.waitMs(1, false)).toBe(0);
	gate.sent(1000, 1);
	expect(gate.waitMs(2, false)).toBe(0);
});

describe('a terminal behind tmux', () => {
	test('gets so many bytes a second, and the answer to a key at once', () => {
		const gate = new FrameGate('budget');
		expect(gate.asks).toBe(false);
		gate.sent(3200, 0);
		expect(gate.waitMs(20, false)).toBe(80);
		expect(gate.waitMs(5, true)).toBe(11);
		expect(gate.waitMs(20, true)).toBe(0);
		gate.sent(3200, 20);
		expect(gate.waitMs(20, false)).toBe(180);
		expect(gate.waitMs(1000, false)).toBe(0);
	});
});

import {describe, expect, test} from 'vitest';
import {messageText} from '../../../../source/screen/view-model/words/message-text.js';
import {screenRows} from '../../../../source/screen/view-model/screen/screen.js';
import {account, frame, liveFrames, maker} from '../../../helpers/frames.js';
import {risk} from '../../../helpers/maker-views.js';
import {Scene} from '../../../helpers/screen-scene.js';

const message = {text: 'all of the words', shorter: ['some words', 'one'], level: 'info', atMs: undefined} as const;

test('the longest wording that has room is said, and the shortest is cut between words where none has', () => {
	expect([20, 16, 15, 10, 9, 3].map((width) => messageText(message, width, '…'))).toEqual([
		'all of the words',
		'all of the words',
		'some words',
		'some words',
		'one',
		'one',
	]);
	expect(messageText({...message, shorter: ['some words']}, 8, '…')).toBe('some …');
	expect(messageText({text: 'a single wording', level: 'info', atMs: undefined}, 12, '…')).toBe('a single …');
});

describe('a question', () => {
	const asked = (columns: number, rows: number, key: 'R' | 'F', ascii = false) => {
		const killed = maker({
			account: account({inventoryLots: -1_234_567_890_123n}),
			quoting: {kind: 'pulled', reason: 'killed', sinceMs: frame().atMs},
			orders: [],
			risk: risk({state: 'killed', reason: 'operator', detail: '', sinceMs: frame().atMs}),
		});
		return new Scene(columns, rows, {ascii}).frames([...liveFrames(), frame({sequence: 9, maker: killed})]).press(key);
	};
	const HELD = '-12345.679';
	const WHOLE = {
		R: [
			'take the kill back? Y does it, any other key leaves it',
			'end the kill? Y does it, other keys leave',
			'end the kill? Y or no',
			'Y re-arms',
		],
		F: [
			`take to close all, ${HELD} now? Y does it, any other key leaves it`,
			`close ${HELD} by taking? Y or no`,
			`take ${HELD}? Y or no`,
			'flatten? Y or no',
			'Y flattens',
		],
	} as const;

	test.each(['R', 'F'] as const)('of %s is whole on every screen from 11×2 on, and answered by Y alone', (key) => {
		for (const ascii of [false, true]) {
			for (let columns = 11; columns <= 130; columns += 1) {
				for (const rows of [2, 3, 5, 8, 12, 16, 24, 40]) {
					const scene = asked(columns, rows, key, ascii);
					const lines = scene.lines.map((line) => line.trim());
					expect(
						WHOLE[key].some((words) => lines.includes(words)),
						`${columns}x${rows}\n${scene.text}`,
					).toBe(true);
					expect(scene.commands).toEqual([]);
				}
			}
		}

		expect(asked(44, 12, key).press('Y').commands).toHaveLength(1);
		expect(asked(44, 12, key).press('y').commands).toEqual([]);
	});

	test('stands out from mere messages, on the card too', () => {
		const styles = (scene: Scene, words: string) =>
			screenRows(scene.state)
				.flat()
				.filter(({text}) => text.includes(words))
				.map(({role, bold}) => [role, bold]);
		expect(styles(asked(44, 12, 'R'), 'end the kill?')).toEqual([['warn', true]]);
		expect(styles(new Scene(44, 12).frames(liveFrames()).press('R'), 'nothing was killed')).toEqual([['accent', undefined]]);
	});

	test('on the card of 44×12 names the inventory that is at stake', () => {
		expect(asked(44, 12, 'F').text).toContain(`close ${HELD} by taking? Y or no`);
		expect(asked(44, 12, 'R').text).toContain('end the kill? Y does it, other keys leave');
	});

	test('is whole over help and log on the card too', () => {
		for (const over of ['?', 'l']) {
			expect(new Scene(44, 12).frames(liveFrames()).press(over, 'F').text).toContain('close +0.0420 by taking? Y or no');
		}
	});
});

test('what a command takes is told in whole words or not at all, however narrow', () => {
	for (let columns = 20; columns <= 60; columns += 1) {
		for (const keys of [[':', 's', 'k', 'e', 'w'], ['/', 'f'], [':']]) {
			const scene = new Scene(columns, 12).frames(liveFrames()).press(...keys);
			const note = (scene.lines.at(-1) ?? '')
				.trim()
				.split(/\s{2,}/)
				.slice(1)
				.join(' ')
				.replace('\u2026', '');
			const whole =
				new Scene(250, 40)
					.frames(liveFrames())
					.press(...keys)
					.lines.at(-1)
					?.trim() ?? '';
			for (const word of note.split(' ')) {
				expect(` ${whole.replaceAll(/\s+/g, ' ')} `, `${columns}: ${note}`).toContain(word === '' ? '' : ` ${word} `);
			}
		}
	}
});

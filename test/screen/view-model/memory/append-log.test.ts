import {array, assert, integer, property} from 'fast-check';
import {expect, test} from 'vitest';
import {append, emptyLog, newest, visitNewest, type AppendLog} from '../../../../source/screen/view-model/memory/append-log.js';

const contentOf = <Entry>(log: AppendLog<Entry>): readonly Entry[] => {
	const found: Entry[] = [];
	visitNewest(log, (entry) => found.push(entry) > 0);
	return found.toReversed();
};

test('it is a list of the newest entries, and every earlier state goes on being what it was', () => {
	assert(
		property(integer({min: 1, max: 9}), array(array(integer(), {maxLength: 12}), {maxLength: 30}), (capacity, batches) => {
			let log = emptyLog<number>(capacity);
			let whole: readonly number[] = [];
			const states = [{log, content: contentOf(log)}];
			for (const batch of batches) {
				log = append(log, batch);
				whole = [...whole, ...batch];
				const content = contentOf(log);
				expect(content).toEqual(whole.slice(whole.length - content.length));
				expect(content.length).toBeGreaterThanOrEqual(Math.min(whole.length, capacity));
				expect(content.length).toBeLessThanOrEqual(2 * capacity);
				states.push({log, content});
			}

			for (const state of states) expect(contentOf(state.log)).toEqual(state.content);
		}),
	);
});

test('two futures of one state do not see each other', () => {
	const base = append(emptyLog<string>(4), ['a']);
	const [one, other] = [append(base, ['b']), append(base, ['c'])];
	expect([contentOf(base), contentOf(one), contentOf(other)]).toEqual([['a'], ['a', 'b'], ['a', 'c']]);
});

test('iteration ends when the visitor has enough', () => {
	const seen: number[] = [];
	visitNewest(append(emptyLog<number>(9), [1, 2, 3]), (entry) => seen.push(entry) < 2);
	expect(seen).toEqual([3, 2]);
});

test('so many of the newest as asked for, if there are as many', () => {
	const log = append(emptyLog<number>(4), [1, 2, 3]);
	append(log, [4]);
	expect([newest(log, 2), newest(log, 9), newest(log, 0)]).toEqual([[2, 3], [1, 2, 3], []]);
});

import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {EXIT} from '../source/commands/process/exit-code.js';
import {ZERO_MONEY} from '../source/domain/money.js';
import {priceUnits, unixMs, updateId} from '../source/domain/units.js';
import type {Fields} from '../source/headless/fields.js';
import {accountFields, fillFields, quoteFields, riskFields} from '../source/headless/maker-fields.js';
import {bookFields, depthFields, eventFields, statusFields, tradeFields} from '../source/headless/market-fields.js';
import {statsFields} from '../source/headless/stats-fields.js';
import {LINE_TYPES, type LineType} from '../source/headless/stream-settings.js';
import {keyTableMarkdown} from '../source/screen/view-model/settings/keymap.js';
import {ACCOUNT, EMPTY_VIEW, INSTRUMENT, instant, LIVE} from './headless/canned-session.js';
import {diff, trade} from './helpers/diffs.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('opens with the two commands that do all the set-up', () => {
	expect(readme).toMatch(/^# mm-tui\n\n```sh\nnpm install && npm start .*\nnpm install && npm test\n```\n/);
});

test('has the keys that the program has', () => {
	const [, keys] = readme.split(/<!-- \/?keys -->\n?/);
	expect(keys?.trim()).toBe(keyTableMarkdown().trim());
});

describe('says what scripts may rely on:', () => {
	const never = unixMs(0);
	const fill = {
		id: 1,
		side: 'buy',
		priceUnits: priceUnits(1),
		qtyLots: 1,
		liquidity: 'maker',
		fee: ZERO_MONEY,
		feeAsset: 'USDT',
		feeValue: ZERO_MONEY,
		atMs: never,
		executedAtMs: never,
		sentAtMs: never,
		cause: 'print',
		inventoryBeforeLots: 0n,
		inventoryLots: 1n,
	} as const;
	const change = {from: 'active', to: 'pulled', reason: undefined, detail: '', value: undefined, limit: undefined, atMs: never} as const;
	const lines: Readonly<Record<LineType, Fields>> = {
		book: bookFields(EMPTY_VIEW, 1),
		status: statusFields(LIVE, never),
		trade: tradeFields(INSTRUMENT, trade(1, 'buy', 1, 1)),
		quote: quoteFields(undefined, {kind: 'off'}, 'start'),
		fill: fillFields(INSTRUMENT, fill),
		account: accountFields(undefined, ACCOUNT),
		risk: riskFields(change),
		depth: depthFields(INSTRUMENT, {kind: 'book', updateId: updateId(1), diff: diff(1, 1, {}), epoch: 1}),
		event: eventFields({atMs: never, kind: 'sync', level: 'info', text: ''}),
		stats: statsFields(EMPTY_VIEW, instant(0), {rssBytes: 0, linesDropped: 0, linesConflated: 0}),
	};

	test.each(LINE_TYPES)('every field of %s', (type) => {
		const row = new RegExp(`^\\| \`${type}\` \\|(.*)$`, 'm').exec(readme)?.[1] ?? '';
		expect(Object.keys(lines[type]).filter((name) => !row.includes(`\`${name}\``))).toEqual([]);
	});

	test('every exit code', () => {
		const [, codes = ''] = /^Exit codes: (.*)$/m.exec(readme) ?? [];
		expect(Object.values(EXIT).filter((code) => !new RegExp(`\\b${code}\\b`).test(codes))).toEqual([]);
	});
});

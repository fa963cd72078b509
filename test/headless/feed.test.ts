import {describe, expect, it} from 'vitest';
import {monotonicMs, unixMs} from '../../source/domain/units.js';
import {feedLine} from '../../source/headless/feed-line.js';
import {startFeedPump} from '../../source/headless/feed-pump.js';
import type {RawFeed, RawFeedEvent, RawMessage} from '../../source/session/raw-feed.js';
import {slowTarget} from './canned-session.js';

const message = (part: Partial<RawMessage> = {}): RawMessage => ({
	receivedAt: {monoMs: monotonicMs(1), wallMs: unixMs(1_723_161_601_275.9)},
	stream: 'btcusdt@depth@100ms',
	dataText: '{"p":"0.10000000","q":1e3}',
	eventAtMs: unixMs(1_723_161_601_273),
	latencyMs: 2.104,
	...part,
});

describe('feedLine', () => {
	it('has the payload exactly as it came', () => {
		expect(feedLine(message())).toBe(
			'{"ts_recv_ms":1723161601275,"latency_ms":2.1,"stream":"btcusdt@depth@100ms","data":{"p":"0.10000000","q":1e3}}\n',
		);
	});

	it.each([
		[0.014_9, '0.01'],
		[-0.001, '0'],
		[-3.456, '-3.46'],
		[undefined, 'null'],
	])('latency %s → %s', (latencyMs, text) => {
		expect(feedLine(message({latencyMs}))).toContain(`"latency_ms":${text},`);
	});

	it('stays one line of JSON whatever comes', () => {
		const control = {stream: undefined, eventAtMs: undefined, latencyMs: undefined};
		expect(JSON.parse(feedLine(message({stream: 'a"b\n'})))).toMatchObject({stream: 'a"b\n'});
		expect(feedLine(message({dataText: '{\r\n "a": 1\n}'}))).toContain('"data":{  "a": 1 }}');
		expect(JSON.parse(feedLine(message({...control, dataText: '{"result":null,"id":1}'})))).toMatchObject({
			stream: null,
			data: {result: null},
		});
		expect(JSON.parse(feedLine(message({...control, dataText: '<html>\n"'})))).toMatchObject({data: '<html>\n"'});
	});
});

const setUp = (capacity: number) => {
	let listener: ((event: RawFeedEvent) => void) | undefined;
	const calls: string[] = [];
	const feed: RawFeed = {
		onEvent(next) {
			listener = next;
		},
		pause: () => calls.push('pause'),
		resume: () => calls.push('resume'),
		close: async () => {},
	};
	const slow = slowTarget(capacity);
	const pump = startFeedPump(feed, slow.target, {onNotice: (text) => calls.push(text), onFatal: (text) => calls.push(text)}, 500);
	return {...slow, pump, calls, say: (event: RawFeedEvent) => listener?.(event)};
};

const numbered = (id: number): RawFeedEvent => ({kind: 'message', message: message({dataText: `{"id":${id}}`})});
const ids = (written: readonly string[]) => written.map((text) => (JSON.parse(text) as {data: {id: number}}).data.id);

describe('startFeedPump', () => {
	it('stops reading while the writer is slow, and loses nothing', () => {
		const {say, calls, written, drain, pump} = setUp(1);
		for (let id = 0; id < 20; id += 1) say(numbered(id));
		expect(calls).toEqual(['pause']);
		expect(pump.isEmpty()).toBe(false);
		drain(300);
		expect(calls).toEqual(['pause']);
		drain(Number.POSITIVE_INFINITY);
		expect(calls).toEqual(['pause', 'resume']);
		expect(ids(written)).toEqual(Array.from({length: 20}, (_, id) => id));
	});

	it('leaves the socket alone for a quick writer', () => {
		const {say, calls, written} = setUp(Number.POSITIVE_INFINITY);
		for (let id = 0; id < 1000; id += 1) say(numbered(id));
		expect(calls).toEqual([]);
		expect(written).toHaveLength(1000);
	});

	it('hands on notices and what is fatal', () => {
		const {say, calls} = setUp(1);
		say({kind: 'notice', text: 'connected'});
		say({kind: 'fatal', message: 'no such symbol'});
		expect(calls).toEqual(['connected', 'no such symbol']);
	});
});

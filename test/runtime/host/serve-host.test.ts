import {describe, expect, test} from 'vitest';
import {MAX_BATCH} from '../../../source/engine/build-frame.js';
import type {MonitorFrame} from '../../../source/engine/frame.js';
import type {HostEvent} from '../../../source/runtime/host/engine-host.js';
import {serveHost} from '../../../source/runtime/host/serve-host.js';
import {engineConfig} from '../../helpers/engine-driver.js';
import {binanceReply, depthText, FakeWorld, httpReply, tradeText} from '../../helpers/fake-ports.js';

class Scene {
	readonly world = new FakeWorld();
	readonly said: HostEvent[] = [];
	lastId = 100;
	readonly host;

	constructor() {
		this.world.reply = binanceReply(() => this.lastId, this.world);
		const data = {config: engineConfig(), endpoints: {restUrl: 'http://127.0.0.1:1', wsUrl: 'ws://127.0.0.1:2'}};
		this.host = serveHost(data, this.world.ports, (event) => this.said.push(event));
	}

	get frames(): readonly MonitorFrame[] {
		return this.said.flatMap((event) => (event.kind === 'frame' ? [event.frame] : []));
	}

	get lastFrame(): MonitorFrame {
		const frame = this.frames.at(-1);
		if (frame === undefined) throw new Error('no frame');
		return frame;
	}

	credit(): void {
		this.host.handle({kind: 'credit'});
	}

	text(text: string): void {
		this.world.socket.handlers.onMessage(new TextEncoder().encode(text));
	}

	depth(): void {
		this.lastId += 1;
		this.text(depthText(this.lastId, this.lastId, [['99.98', `${this.lastId}`]]));
	}

	/** Each depth event takes a tenth of a second. */
	async trade(events: number): Promise<void> {
		for (let count = 0; count < events; count += 1) {
			this.depth();
			// Sequential, because time passes in between.
			// oxlint-disable-next-line no-await-in-loop
			await this.world.run(100);
		}
	}

	async goLive(): Promise<void> {
		await this.world.run(100);
		this.world.socket.handlers.onOpen();
		this.depth();
		await this.world.run(100);
		this.depth();
		await this.world.run(50);
	}
}

/** 0.01 in units of 10^-8. */
const TICK = 1_000_000;

const liveScene = async (): Promise<Scene> => {
	const scene = new Scene();
	await scene.goLive();
	scene.said.length = 0;
	return scene;
};

describe('frames against credits', () => {
	test('without a credit there is none, however much happens', async () => {
		const scene = await liveScene();
		for (let count = 0; count < 50; count += 1) {
			scene.depth();
			await scene.world.run(20);
		}

		expect(scene.said).toEqual([]);
	});

	test('one credit is one frame, of the newest state', async () => {
		const scene = await liveScene();
		scene.depth();
		scene.depth();
		scene.depth();
		scene.credit();
		scene.depth();
		await scene.world.run(1000);
		expect(scene.frames).toHaveLength(1);
		expect(scene.lastFrame).toMatchObject({updateId: scene.lastId - 1, trusted: true, symbol: 'BTCUSDT', venue: 'binance'});
	});

	test('many credits at once are one', async () => {
		const scene = await liveScene();
		scene.credit();
		scene.credit();
		scene.credit();
		expect(scene.frames).toHaveLength(1);
		await scene.world.run(5000);
		expect(scene.frames).toHaveLength(2);
	});

	test('a frame waits for changes, but not longer than ages allow', async () => {
		const scene = await liveScene();
		scene.credit();
		scene.credit();
		await scene.world.run(150);
		expect(scene.frames).toHaveLength(1);
		await scene.world.run(60);
		expect(scene.frames).toHaveLength(2);
	});

	test('the first frame after a sleep does not show the book from before it as live', async () => {
		const scene = await liveScene();
		scene.world.now += 60_000;
		scene.credit();
		expect(scene.lastFrame).toMatchObject({trusted: false, status: {state: 'resyncing', reason: 'suspend'}});
	});

	test('frames are counted without holes', async () => {
		const scene = await liveScene();
		for (let count = 0; count < 20; count += 1) {
			scene.credit();
			scene.depth();
			await scene.world.run(30);
		}

		const sequences = scene.frames.map((frame) => frame.sequence);
		expect(sequences).toEqual(sequences.map((_one, index) => (sequences[0] ?? 0) + index));
		expect(sequences.length).toBeGreaterThan(15);
	});
});

describe('events between frames', () => {
	test('are each in exactly one frame, in their order', async () => {
		const scene = await liveScene();
		let id = 0;
		for (let round = 0; round < 30; round += 1) {
			for (let count = 0; count < round % 4; count += 1) scene.text(tradeText((id += 1)));
			if (round % 3 === 0) scene.credit();
			await scene.world.run(15);
		}

		scene.credit();
		await scene.world.run(500);
		const seen = scene.frames.flatMap((frame) => frame.trades.map((trade) => trade.id));
		expect(seen).toEqual(Array.from({length: id}, (_none, index) => index + 1));
		expect(scene.frames.every((frame) => frame.lost.trades === 0)).toBe(true);
	});

	test('are bounded, and what does not fit is counted', async () => {
		const scene = await liveScene();
		for (let id = 1; id <= MAX_BATCH + 7; id += 1) scene.text(tradeText(id, '500.00'));
		scene.credit();
		await scene.world.run(300);
		expect(scene.frames[0]?.trades).toHaveLength(MAX_BATCH);
		expect(scene.frames[0]?.lost).toEqual({trades: 7, fills: 0, journal: 0});
		scene.text(tradeText(999_999, '500.00'));
		scene.credit();
		await scene.world.run(300);
		expect(scene.lastFrame.trades.map((trade) => trade.id)).toEqual([999_999]);
		expect(scene.lastFrame.lost).toEqual({trades: 0, fills: 0, journal: 0});
	});

	test('with fills bring their lines of the journal along', async () => {
		const scene = await liveScene();
		// An order is active after its latency; a fill is known after the hold-back for late trades.
		await scene.trade(20);
		scene.text(tradeText(1, '90.00', '2.00000000').replaceAll('1772000000000', String(Math.round(scene.world.ports.clock.now().wallMs))));
		await scene.trade(5);
		scene.credit();
		expect(scene.lastFrame.fills).toMatchObject([{side: 'buy', liquidity: 'maker'}]);
		expect(scene.lastFrame.journal.some((entry) => entry.kind === 'fill')).toBe(true);
		expect(scene.lastFrame.maker.account.fillCount).toBe(1);
	});
});

describe('what the screen asks', () => {
	test('a command is answered by a frame at once, with its effect in it', async () => {
		const scene = await liveScene();
		scene.credit();
		scene.credit();
		expect(scene.frames).toHaveLength(1);
		scene.host.handle({kind: 'command', command: {kind: 'pull-quotes'}});
		expect(scene.frames).toHaveLength(2);
		expect(scene.lastFrame.maker.quoting).toMatchObject({kind: 'pulled', reason: 'operator'});
	});

	test('who gave a command is answered in that frame, once', async () => {
		const scene = await liveScene();
		scene.credit();
		scene.credit();
		const source = {origin: 'screen', id: 3};
		scene.host.handle({kind: 'command', command: {kind: 'pull-quotes'}, source});
		expect(scene.lastFrame.answers).toMatchObject([{source, result: 'done', detail: 'operator: pull quotes'}]);
		scene.credit();
		scene.host.handle({kind: 'command', command: {kind: 'pull-quotes'}});
		expect(scene.lastFrame.answers).toEqual([]);
	});

	test('a command without a credit is answered with the next one', async () => {
		const scene = await liveScene();
		scene.host.handle({kind: 'command', command: {kind: 'pull-quotes'}});
		expect(scene.frames).toEqual([]);
		scene.credit();
		expect(scene.lastFrame.maker.quoting).toMatchObject({kind: 'pulled', reason: 'operator'});
	});

	test('another price group shapes the ladder, and nothing else', async () => {
		const scene = await liveScene();
		scene.credit();
		const {updateId, touch} = scene.lastFrame;
		scene.credit();
		scene.host.handle({kind: 'watch', watch: {groupUnits: 10 * TICK, rows: 2}});
		expect(scene.frames).toHaveLength(2);
		expect(scene.lastFrame).toMatchObject({updateId, touch});
		expect(scene.lastFrame.ladder).toMatchObject({groupUnits: 10 * TICK, bids: [{priceUnits: 10_000 * TICK}, {priceUnits: 9990 * TICK}]});
	});
});

describe('the end', () => {
	test('of a symbol that does not exist is said, with its exit code', async () => {
		const scene = new Scene();
		scene.world.reply = () => httpReply({code: -1121, msg: 'Invalid symbol.'}, 400);
		await scene.world.run(200);
		expect(scene.said).toEqual([{kind: 'ended', code: 4, message: 'btcusdt is not traded at binance (HTTP 400 -1121 Invalid symbol.)'}]);
	});

	test('leaves no timer and no socket behind, and the ports to who made them', async () => {
		const scene = await liveScene();
		scene.credit();
		scene.credit();
		scene.said.length = 0;
		await scene.host.close();
		expect(scene.world.timerCount).toBe(0);
		expect(scene.world.socket.terminated).toBe(true);
		expect([scene.world.httpClosed, scene.world.logClosed]).toEqual([false, false]);
		scene.text(depthText(scene.lastId + 1, scene.lastId + 1));
		scene.world.socket.handlers.onEnd(1006, '');
		await scene.world.run(5000);
		expect(scene.said.map(({kind}) => kind)).toEqual(['result']);
	});

	test('says what the session came to in the words of the log, with the last fill', async () => {
		const scene = await liveScene();
		await scene.trade(20);
		scene.credit();
		const before = scene.lastFrame.maker.account.fillCount;
		scene.text(tradeText(1, '90.00', '2.00000000').replaceAll('1772000000000', String(Math.round(scene.world.ports.clock.now().wallMs))));
		// The fill becomes known after the last frame.
		await scene.trade(10);
		await scene.host.close();
		const [result, ...more] = scene.said.filter((event) => event.kind === 'result');
		const last = scene.world.logged.at(-1) ?? '';
		expect(more).toEqual([]);
		expect(result?.text).toMatch(new RegExp(`, ${before + 1} fills? \\(`));
		expect(last.endsWith(`, ${result?.text}`)).toBe(true);
	});

	test('may be asked for twice', async () => {
		const scene = await liveScene();
		await scene.host.close();
		await scene.host.close();
		await scene.world.run(1000);
		expect(scene.world.timerCount).toBe(0);
		expect(scene.world.logged.filter((line) => line.startsWith('END'))).toHaveLength(1);
	});
});

test('what crosses to another thread is plain data', async () => {
	const scene = await liveScene();
	scene.text(tradeText(1, '90.00', '2.00000000'));
	scene.credit();
	expect(structuredClone(scene.lastFrame)).toEqual(scene.lastFrame);
});

test('on a bare socket the subscription is sent once it is open', async () => {
	const world = new FakeWorld();
	world.reply = binanceReply(() => 100, world);
	const data = {config: engineConfig(), endpoints: {restUrl: 'http://127.0.0.1:1', wsUrl: 'ws://127.0.0.1:2/ws'}};
	const host = serveHost(data, world.ports, () => {});
	await world.run(100);
	expect(world.socket.sent).toEqual([]);
	world.socket.handlers.onOpen();
	expect(world.socket.sent.map((text): unknown => JSON.parse(text))).toMatchObject([{method: 'SUBSCRIBE'}]);
	await host.close();
});

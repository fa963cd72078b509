/** The screen for a coin at 10^9 in steps of 10^-8. */

import {expect, test} from 'vitest';
import {FrameBuilder} from '../../source/engine/build-frame.js';
import {copyText} from '../../source/screen/view-model/events/copy-text.js';
import {wantedWatch} from '../../source/screen/view-model/state/wanted-watch.js';
import {around, BILLION, E8, goLive, highSession, opened, type Change, type HighSession} from '../helpers/high-venue.js';
import {Scene} from '../helpers/screen-scene.js';

const MID = BILLION + 12_345_679n;

/** A screen that follows the session frame by frame. */
const screenOf = ({session, world}: HighSession) => {
	const builder = new FrameBuilder();
	const scene = new Scene(200, 60);
	session.onOutput((output) => builder.collect(output));
	return {
		scene,
		frame: () => scene.frames([builder.build(session.view, wantedWatch(scene.state), world.at)]),
	};
};

const watched = async () => {
	const high = highSession(around(MID));
	const screen = screenOf(high);
	await opened(high.world);
	high.venue.trade(MID + 1n);
	await goLive(high);
	screen.frame();
	return {...high, ...screen};
};

test("header, ladder, tape and copies show the venue's own prices", async () => {
	const {session, scene, frame, venue} = await watched();
	for (let group = scene.state.choices.groupIndex ?? 0; group > 0; group -= 1) scene.press('-');
	venue.trade(MID - 1n);
	frame();
	frame();
	const {text} = scene;
	expect(text).toContain('1000000000.12345678 × 1000000000.12345680');
	expect(text).toMatch(/spread 0\.00000002 = 2 ticks/);
	expect(text).toMatch(/spread +0\.00000002 2t 0\.000bp/);
	for (const row of [/~0 0\.10 1000000000\.12345678 /, /~0 +1000000000\.12345675 /, / 1000000000\.12345687 +~0/]) expect(text).toMatch(row);
	expect(text).toMatch(/12:00:00\.400 S +1000000000\.12345678 0\.1000/);
	// A half-spread of eleven basis points of the price, not of its distance from the origin.
	expect(text).toMatch(/fair 1000000000\.123456790 +mid 0\.00bp/);
	expect(text).toMatch(/B ~0 998900000\.12332098 -11\.00b/);
	expect(text).toMatch(/A ~0 1001100000\.12359260 \+11\.00b/);
	expect(copyText(scene.state)).toEqual({what: 'touch', text: 'BTCUSDT 0.000001 @ 1000000000.12345678 x 0.000002 @ 1000000000.12345680'});
	scene.press('down');
	expect(copyText(scene.state)).toMatchObject({what: 'row', text: 'BTCUSDT 1000000000.12345678 bid 0.000001 0.00bp'});
	await session.close();
});

test('the cursor counts its distance in ticks, not in price units', async () => {
	const levels = (
		[
			['bid', -1n],
			['bid', -2n],
			['ask', 1n],
			['ask', 2n],
		] as const
	).map(([side, ticks]): Change => [side, BILLION + ticks * E8, 300_000_000]);
	const high = highSession(levels, '1.00');
	const {scene, frame} = screenOf(high);
	await opened(high.world);
	await goLive(high);
	for (let count = 0; count < 2; count += 1) frame();
	while ((scene.state.choices.groupIndex ?? 0) > 0) scene.press('-');
	frame();
	scene.press('down', 'down');
	frame();
	expect(scene.text).toMatch(/>999999998 {2}-0\.00bp {2}-2t|>999999998 {2}0\.00bp {2}-2t/);
	await high.session.close();
});

test('rows of a price group lie on round prices, and hold what belongs to them', async () => {
	const {session, scene, frame} = await watched();
	// Ten steps a row.
	while ((scene.state.choices.groupIndex ?? 0) > 3) scene.press('-');
	frame();
	frame();
	const {ladder} = scene.state.memory.frame!;
	expect(ladder.groupUnits).toBe(10);
	expect(scene.text).toMatch(/1000000000\.12345670/);
	// Bids at …78, 75, 72 are in row …70.
	expect(ladder.bids[0]?.qtyLots).toBe(100 + 101 + 102);
	expect(scene.text).not.toMatch(/1000000000\.1234567[1-9] .*1000000000\.1234567[1-9] /);
	await session.close();
});

test('trades that waited for a picture are told in it when prices come to be counted from elsewhere', async () => {
	const high = highSession(around(MID));
	const {scene, frame} = screenOf(high);
	await opened(high.world);
	// Reported from zero, where a double is exact here, before the origin has moved.
	high.venue.trade(BILLION);
	high.venue.trade(BILLION + 1n);
	expect(high.session.view.instrument?.originUnits).not.toBe(0n);
	frame();
	expect(scene.text).toContain('1000000000.00000000');
	expect(scene.text).toContain('1000000000.00000001');
	await high.session.close();
});

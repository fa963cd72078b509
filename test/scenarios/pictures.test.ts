/** The README's pictures come from scenarios; `npm run media` rewrites them, and an outdated one fails here. */

import {readFileSync, writeFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {paletteFor} from '../../source/screen/render/theme.js';
import {screenRows} from '../../source/screen/view-model/screen/screen.js';
import {badMinuteFrames, liveFrames} from '../helpers/frames.js';
import {Scene} from '../helpers/screen-scene.js';
import {svgScreen} from '../helpers/svg-screen.js';

const PICTURES = [
	['live', 120, 40, liveFrames],
	['gap', 80, 24, badMinuteFrames],
	['small', 44, 12, liveFrames],
] as const;

test.for(PICTURES)('media/%s.svg is the picture of its scenario', ([name, columns, rows, frames]) => {
	const scene = new Scene(columns, rows).frames(frames());
	const svg = svgScreen(screenRows(scene.state), columns, paletteFor('dark', 'truecolor'));
	const file = new URL(`../../media/${name}.svg`, import.meta.url);
	if (process.env['UPDATE_MEDIA'] === '1') writeFileSync(file, svg);
	expect(readFileSync(file, 'utf8')).toBe(svg);
});

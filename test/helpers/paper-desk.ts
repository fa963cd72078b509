import type {Random} from '../../source/domain/prng.js';
import type {Instant} from '../../source/domain/units.js';
import {MakerDesk} from '../../source/engine/maker/maker-desk.js';
import {paperExecution} from '../../source/engine/maker/paper/paper-execution.js';
import type {MakerSettings} from '../../source/engine/maker/settings/maker-settings.js';

/** A market maker whose orders are executed on paper. @param random of the messages' jitter. */
export const paperDesk = (settings: MakerSettings | undefined, at: Instant, random: Random = () => 0): MakerDesk =>
	new MakerDesk(settings, at, paperExecution(settings, random));

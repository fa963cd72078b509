/** Execution on paper: the two paper exchanges, and how the market's news reaches them. */

import {seededRandom, type Random} from '../../../domain/prng.js';
import type {Instrument} from '../../../domain/instrument.js';
import type {MakeExecution} from '../orders/execution.js';
import type {MakerSettings} from '../settings/maker-settings.js';
import {paperSettings} from '../settings/paper-settings.js';
import {PaperExchange} from './paper-exchange.js';
import {paperFee} from './paper-fees.js';

const PAPER_SEED = 0x70_61_70_65;

/** The paper orders' latency draws numbers of its own, so that it changes nothing else of a session with the same seed. */
export const paperRandom = (seed: number): Random => seededRandom(seed ^ PAPER_SEED);

/** @param random of the messages' jitter. */
export const paperExecution =
	(settings: MakerSettings | undefined, random: Random): MakeExecution =>
	(observer) => {
		let traded: Instrument | undefined;
		const exchange = new PaperExchange({
			settings: paperSettings(settings?.paper),
			observer,
			random,
			feeOf: (fill) => {
				if (traded === undefined) throw new Error('a paper fill before anybody said what is traded: call `setInstrument` first');
				return paperFee(settings, traded, fill);
			},
		});
		return {
			gateway: exchange,
			optimistic: exchange.optimistic,
			facts: exchange,
			market: {
				setInstrument: (instrument) => {
					traded = instrument;
					exchange.reset(instrument.stepLots);
				},
				setRules: (instrument) => {
					traded = instrument;
					exchange.setStep(instrument.stepLots);
				},
				see: (book) => exchange.see(book),
				onDepth: (book, atMs) => exchange.onDepth(book, atMs),
				onTrade: (trade) => exchange.onTrade(trade),
				interrupt: (heardTo) => exchange.interrupt(heardTo),
			},
		};
	};

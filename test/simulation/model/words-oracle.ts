/**
 * Checks statements: none contradicts its own fields, the book, or another statement of the same moment; the
 * reason for lost trust must be evident from the step's input, judged independently.
 */

import type {EngineView} from '../../../source/engine/engine-view.js';
import type {EngineInput} from '../../../source/engine/inputs.js';
import type {Quoting} from '../../../source/engine/maker/types/quotes.js';
import type {EngineOutput} from '../../../source/engine/outputs.js';
import type {FeedStatus, Reason} from '../../../source/engine/feed/types/status.js';
import type {FaultName} from './faults.js';
import type {World} from './world.js';

const PAUSE_MS = 2000;
const PULLED = '; quotes pulled';

/** Faults that must have happened before a book can be wrong in this way. */
const CAUSES: Partial<Record<Reason, readonly FaultName[]>> = {
	'crossed-book': [
		'crossed',
		'locked',
		'corrupt-level',
		'foreign-snapshot',
		'mixed-snapshot',
		'fail-over',
		'id-reset',
		'restart-in-silence',
		'id-jump',
	],
	audit: [
		'corrupt-level',
		'foreign-snapshot',
		'mixed-snapshot',
		'fail-over',
		'id-reset',
		'restart-in-silence',
		'id-jump',
		'one-sided-body',
		'empty-side',
	],
	'id-regress': [
		'id-reset',
		'restart-in-silence',
		'fail-over',
		'id-jump',
		'reorder',
		'duplicate',
		'lag',
		'backlog',
		'stop',
		'suspend',
		'stall',
	],
};

export type WordsWorld = Pick<World, 'instant' | 'sinceOf' | 'endOf'>;

export type WordsKnowledge = {
	readonly silentUntilMono: () => number;
	readonly isSilent: (bookId: number) => boolean;
	readonly shallow: boolean;
};

export class WordsOracle {
	readonly #world: WordsWorld;
	readonly #fail: (what: string) => void;
	/** End of the venue's requested REST silence, on the engine's clock. */
	readonly #silentUntilMono: () => number;
	/** Whether the book at this id is about as old as allowed without news, or the venue is known to be ahead. */
	readonly #isSilent: (bookId: number) => boolean;
	/** The book's known range may end before the touch. */
	readonly #shallow: boolean;
	#quoting: Quoting | undefined;
	/** Whether the newest answer about the symbol announced a halt; undefined if not. */
	#halted = false;
	/** The journal announced in this step that quotes are withdrawn. */
	#saidPulled = false;
	/** This step said that quotes are off for an untrusted book, while it was trusted. */
	#saidOff = false;
	/** Acceptable reasons if the current step ends trust. */
	#causes = new Set<Reason>();
	#input: EngineInput | undefined;
	#bookId: number | undefined;

	constructor(world: WordsWorld, fail: (what: string) => void, {silentUntilMono, isSilent, shallow}: WordsKnowledge) {
		this.#world = world;
		this.#fail = fail;
		this.#silentUntilMono = silentUntilMono;
		this.#isSilent = isSilent;
		this.#shallow = shallow;
	}

	/** @param pausedMs since the step before, by the clock with the larger difference. */
	beforeStep(input: EngineInput, pausedMs: number, view: EngineView): void {
		this.#input = input;
		this.#bookId = view.updateId;
		this.#saidPulled = false;
		this.#saidOff = false;
		this.#causes = new Set(causesOf(input, view.updateId));
		if (pausedMs > PAUSE_MS) this.#causes.add('suspend');
		if (input.kind === 'reply' && input.result.kind === 'instrument') this.#halted = input.result.instrument.trading === 'halted';
	}

	onOutput(output: EngineOutput, view: EngineView): void {
		switch (output.kind) {
			case 'status':
				this.#onStatus(output.status);
				return;
			case 'quote':
				this.#onQuote(output.quoting, view);
				return;
			case 'journal':
				if (output.entry.text.endsWith(PULLED)) this.#onPulledInWords(output.entry.text, view);
				return;
			default:
		}
	}

	afterStep(view: EngineView, wasTrusted: boolean): void {
		if (this.#saidPulled && view.maker.quoting.kind === 'quoting' && !view.trusted) this.#fail('quotes are said to be pulled, and stand');
		if (this.#saidOff && view.trusted) this.#fail('the book is said not to be trusted, and is');
		// The step with the news may first report the silence before it.
		if (this.#halted && view.status.reason === 'silent') this.#fail('an announced halt is called silence');
		if (wasTrusted && !view.trusted) this.#judgeReason(view);
	}

	#onStatus(status: FeedStatus): void {
		const {state, reason, attempt, bufferedDiffs, detail, expectedId, receivedId, nextRetryAtMs, sinceMs} = status;
		const {wallMs, monoMs} = this.#world.instant();
		const stands = state === 'live' || state === 'stale';
		if (state === 'live' && detail !== undefined) this.#fail(`live, and something is wrong with it: ${detail}`);
		if (stands && bufferedDiffs > 0) this.#fail(`${state}, and ${bufferedDiffs} diffs wait`);
		if (stands !== (attempt === 0)) this.#fail(`${state} at try ${attempt}`);
		if (stands && (expectedId ?? receivedId ?? nextRetryAtMs) !== undefined) this.#fail(`${state}, and something is waited for`);
		if ((expectedId === undefined) !== (receivedId === undefined)) {
			this.#fail('an id that was expected without the one that came, or the other way round');
		}
		if (expectedId !== undefined && expectedId >= (receivedId ?? 0)) this.#fail(`a gap from ${expectedId} to ${receivedId}`);
		if (nextRetryAtMs !== undefined && nextRetryAtMs < wallMs) this.#fail('the next try is in the past');
		if (this.#isToCome(sinceMs)) this.#fail('the state holds since a moment that is to come');
		if (reason === 'rate-limited' && this.#silentUntilMono() < monoMs) this.#fail('rate-limited, and nobody has asked for silence');
		if (!this.#halted) {
			if (state === 'stale' && reason === 'halted') this.#fail('halted, and the venue trades');
		} else if (state === 'live') this.#fail('live in a halt that the venue has announced');
	}

	#onQuote(quoting: Quoting, view: EngineView): void {
		this.#quoting = quoting;
		if (quoting.kind === 'off') return;
		if (quoting.kind === 'pulled') {
			this.#onPulled(quoting, view);
			return;
		}

		const {bid, ask, bids, asks, bidOff, askOff} = quoting;
		if (!view.trusted) this.#fail('quotes are told without trust');
		if (bid === undefined && ask === undefined) this.#fail('said to be quoting, with neither side');
		if ((bid === undefined) !== (bidOff !== undefined)) this.#fail(`a bid of ${bid?.priceUnits}, and it is off for ${bidOff}`);
		if ((ask === undefined) !== (askOff !== undefined)) this.#fail(`an ask of ${ask?.priceUnits}, and it is off for ${askOff}`);
		if (bids[0]?.priceUnits !== bid?.priceUnits || asks[0]?.priceUnits !== ask?.priceUnits) {
			this.#fail('the nearest quotes are others than the first of all');
		}
	}

	#onPulled({reason, bidOff, askOff, sinceMs}: Extract<Quoting, {kind: 'pulled'}>, view: EngineView): void {
		if (this.#isToCome(sinceMs)) this.#fail('quotes are pulled since a moment that is to come');
		if ((reason === 'no-side') !== (bidOff !== undefined && askOff !== undefined)) {
			this.#fail(`quotes are pulled for ${reason}, bid off for ${bidOff}, ask for ${askOff}`);
		}
		// At a new tick, quotes are reported as withdrawn in the old tick before the book goes, in one step.
		if (reason === 'book-not-trusted' && view.trusted) this.#saidOff = true;
		if (reason === 'one-sided-book' && view.book.bestBid() !== undefined && view.book.bestAsk() !== undefined) {
			this.#fail('the book is said to have one side, and has two');
		}
	}

	#onPulledInWords(text: string, view: EngineView): void {
		this.#saidPulled = true;
		if (this.#quoting?.kind !== 'quoting') this.#fail(`"${text}", and there were none`);
		if (view.trusted) this.#fail(`"${text}", and the book is trusted`);
	}

	#judgeReason(view: EngineView): void {
		const {state, reason} = view.status;
		// An empty side leaves a live book with one side.
		if (state === 'live') return;
		if (this.#causes.has(reason)) return;
		const {monoMs} = this.#world.instant();
		const why = `trust went for ${reason} (${state}), in the step of ${this.#input?.kind ?? 'nothing'} at u=${this.#bookId}`;
		switch (reason) {
			case 'halted':
				if (!this.#halted) this.#fail(`${why}: the venue trades`);
				return;
			case 'silent':
				if (!this.#isSilent(this.#bookId ?? -1)) this.#fail(`${why}: it has been heard`);
				return;
			case 'rate-limited':
				if (this.#silentUntilMono() < monoMs) this.#fail(`${why}: nobody has asked for silence`);
				return;
			case 'audit':
				if (!this.#shallow && !this.#hasBeen(CAUSES.audit!)) this.#fail(`${why}: nobody has lied`);
				return;
			case 'crossed-book':
			case 'id-regress':
				if (!this.#hasBeen(CAUSES[reason]!)) this.#fail(`${why}: nothing has happened that could make it so`);
				return;
			default:
				this.#fail(`${why}: nothing in it is that`);
		}
	}

	/** After the clock was set back, earlier statements may carry later times. */
	#isToCome(atMs: number): boolean {
		return atMs > this.#world.instant().wallMs && this.#world.endOf('clock-step') === 0;
	}

	#hasBeen(faults: readonly FaultName[]): boolean {
		return faults.some((fault) => this.#world.endOf(fault) > 0);
	}
}

/** The reasons that an input justifies for a book at this id. */
const causesOf = (input: EngineInput, bookId: number | undefined): Reason[] => {
	switch (input.kind) {
		case 'lost':
			return ['disconnect'];
		case 'command':
			return input.command.kind === 'resync' ? ['operator'] : [];
		case 'event':
			if (input.event.kind === 'malformed') return input.event.depth ? ['bad-event'] : [];
			return input.event.kind === 'diff' && bookId !== undefined && input.event.firstId > bookId + 1 ? ['gap'] : [];
		case 'opened':
		case 'tick':
		case 'reply':
		case 'shared-budget':
			return [];
	}
};

/** What stands in lines, read back from their text. */

import type {Instrument} from '../../source/domain/instrument.js';
import type {Trade} from '../../source/domain/feed-event.js';
import type {JournalEntry} from '../../source/domain/journal-entry.js';
import type {Instant, UnixMs} from '../../source/domain/units.js';
import type {EngineView} from '../../source/engine/engine-view.js';
import type {EngineOutput} from '../../source/engine/outputs.js';
import type {FeedStatus, Reason} from '../../source/engine/feed/types/status.js';
import type {Account, Fill} from '../../source/engine/maker/types/fill.js';
import type {Quoting} from '../../source/engine/maker/types/quotes.js';
import type {RiskTransition, RiskView} from '../../source/engine/maker/risk/risk-manager.js';
import {LineText} from '../../source/headless/line-text.js';
import {writeAccount, writeFill, writeQuote, writeRisk} from '../../source/headless/maker-fields.js';
import {writeBook, writeDepth, writeEvent, writeStatus, writeTrade} from '../../source/headless/market-fields.js';
import {writeStats, type OutsideStats} from '../../source/headless/stats-fields.js';

type Fields = Readonly<Record<string, unknown>>;

const readBack = (write: (out: LineText) => void): Fields => {
	const out = new LineText();
	write(out);
	return JSON.parse(`{${out.take()}}`) as Fields;
};

export const bookFields = (view: EngineView, levels: number): Fields => readBack((out) => writeBook(out, view, levels));
export const statusFields = (status: FeedStatus, now: UnixMs): Fields => readBack((out) => writeStatus(out, status, now));
export const tradeFields = (instrument: Instrument, trade: Trade): Fields => readBack((out) => writeTrade(out, trade, instrument));
export const eventFields = (entry: JournalEntry): Fields => readBack((out) => writeEvent(out, entry));
export const riskFields = (change: RiskTransition): Fields => readBack((out) => writeRisk(out, change));
export const fillFields = (instrument: Instrument, fill: Fill): Fields => readBack((out) => writeFill(out, fill, instrument));

export const depthFields = (instrument: Instrument, output: Extract<EngineOutput, {kind: 'book'}>): Fields =>
	readBack((out) => writeDepth(out, output, instrument));

export const quoteFields = (instrument: Instrument | undefined, quoting: Quoting, feedReason: Reason, risk?: RiskView): Fields =>
	readBack((out) => writeQuote(out, {quoting, feedReason, risk}, instrument));

export const accountFields = (instrument: Instrument | undefined, account: Account, incompleteSinceMs?: UnixMs): Fields =>
	readBack((out) => writeAccount(out, {account, incompleteSinceMs}, instrument));

export const statsFields = (view: EngineView, now: Instant, outside: OutsideStats): Fields =>
	readBack((out) => writeStats(out, view, now, outside));

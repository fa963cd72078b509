import type {MakerParts} from './maker-parts.js';
import type {MakerView} from './maker-view.js';
import {standingOrders} from './orders/execution.js';
import type {RiskView} from './risk/risk-manager.js';

/** Undefined without a market maker. */
export const riskOf = ({settings, risk, at}: MakerParts): RiskView | undefined =>
	settings === undefined ? undefined : risk.officer.view(at);

/** The market maker as it stands now. */
export const viewOfMaker = (parts: MakerParts): MakerView => {
	const {instrument, accounts, execution, quoter, measured, clock, flattener, sendingAt, heardTo} = parts;
	const off = parts.settings === undefined;
	const {calibration, markouts, stats, signal, holding} = measured;
	const account = accounts.books.account(instrument);
	return {
		quoting: quoter.quoting,
		parameters: accounts.parameters,
		orders: standingOrders(execution, sendingAt),
		account,
		fillModel: account.fillModel,
		orderLatencyMs: off ? undefined : execution.facts.orderLatencyMs,
		clockMeasured: clock.isMeasured,
		risk: riskOf(parts),
		flattening: flattener.isActive,
		markouts: off ? undefined : markouts.view,
		breakEven: instrument && accounts.breakEven(instrument, quoter.quoting),
		execution: off ? undefined : {...stats.view(execution.facts.lateMoments), holding: holding.view},
		signal: off ? undefined : signal.view,
		calibration: off || instrument === undefined ? undefined : calibration.view(instrument, heardTo),
	};
};

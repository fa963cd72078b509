/** What the market maker is made of, wired once, and the moment in which it stands. */

import type {Instrument} from '../../domain/instrument.js';
import {missingText} from '../../domain/missing-rules.js';
import type {Instant, UnixMs} from '../../domain/units.js';
import {Accounts} from './accounts.js';
import {ExchangeClock} from './exchange-clock.js';
import {FlattenOrders} from './flatten-orders.js';
import {Measurements} from './measures/measurements.js';
import type {Execution, MakeExecution} from './orders/execution.js';
import {reportsOf} from './orders/merge-reports.js';
import {OrderRouter} from './orders/order-router.js';
import {Quoter} from './quoter.js';
import type {RiskTransition} from './risk/risk-manager.js';
import {RiskWatch} from './risk/risk-watch.js';
import type {MakerSettings} from './settings/maker-settings.js';
import type {EmitMaker} from './types/maker-output.js';
import type {PullReason} from './types/quotes.js';

export type MakerWiring = {
	/** Absent: no market maker, ever. */
	readonly settings: MakerSettings | undefined;
	readonly at: Instant;
	readonly makeExecution: MakeExecution;
	/** Called in order, while everything stands as it is spoken of. */
	readonly emit: EmitMaker;
	/** Takes down what a transition of the risk layer takes down. */
	readonly onTransition: (transition: RiskTransition) => void;
};

export class MakerParts {
	readonly settings: MakerSettings | undefined;
	readonly emit: EmitMaker;
	readonly clock = new ExchangeClock();
	readonly measured = new Measurements();
	readonly risk: RiskWatch;
	readonly execution: Execution;
	readonly router: OrderRouter;
	readonly accounts: Accounts;
	readonly flattener: FlattenOrders;
	readonly quoter: Quoter;
	at: Instant;
	instrument: Instrument | undefined;
	/** The feed is whole since the last hole: moments may be settled. */
	following = false;

	constructor({settings, at, makeExecution, emit, onTransition}: MakerWiring) {
		const {measured} = this;
		this.settings = settings;
		this.emit = emit;
		this.at = at;
		this.risk = new RiskWatch(at.wallMs);
		this.execution = makeExecution(measured);
		this.router = new OrderRouter(this.execution.gateway, measured.stats);
		this.accounts = new Accounts({settings, measured, risk: this.risk, router: this.router, emit, onTransition});
		this.flattener = new FlattenOrders(this.router, emit);
		this.quoter = new Quoter({settings, router: this.router, measured, emit}, at.wallMs);
	}

	/** Up to here the market is known, on the exchange's clock. */
	get heardTo(): UnixMs {
		return this.clock.heardTo(this.at);
	}

	/** No earlier than it is at the exchange: what is sent now is on its way from here. */
	get sendingAt(): UnixMs {
		return this.clock.sendingAt(this.at);
	}

	/** Why nothing may be taken whatever the book is, in words: what an order has to obey is not known. */
	get noFlatten(): string | undefined {
		const missing = this.instrument && missingText(this.instrument);
		return missing === undefined ? undefined : `cannot flatten: ${missing}`;
	}

	/** The risk layer looks at the numbers of now. */
	assess(): void {
		if (this.instrument !== undefined) this.accounts.assess(this.instrument, this.at, this.heardTo);
	}

	/** What is reported of own orders by now goes into the books. */
	takeReports(): void {
		if (this.instrument === undefined) return;
		this.accounts.takeReports(this.instrument, reportsOf(this.execution, this.heardTo), this.at, this.heardTo);
	}

	/** Every order is asked to be cancelled. @returns whether that changed what is quoted. */
	standDown(reason: PullReason): boolean {
		return this.quoter.standDown(reason, this.risk.downSince(reason) ?? this.at.wallMs, this.sendingAt);
	}
}

/** What an operator may do with the market maker. */

import type {Instrument} from '../../domain/instrument.js';
import type {LimitName} from '../../domain/limit-table.js';
import type {Instant} from '../../domain/units.js';
import type {MakerParts} from './maker-parts.js';
import type {RiskState} from './risk/risk-manager.js';
import type {Limited, LimitValue} from './settings/limit-edits.js';
import type {Manner, Verdict} from './settings/parameter-bounds.js';
import type {ParameterEdit} from './settings/parameter-edits.js';
import type {MakerParameters} from './settings/parameters.js';

export class OperatorDesk {
	readonly #parts: MakerParts;

	constructor(parts: MakerParts) {
		this.#parts = parts;
	}

	/** There is a market maker. */
	get isManned(): boolean {
		return this.#parts.settings !== undefined;
	}

	get riskState(): RiskState {
		return this.#parts.risk.officer.state;
	}

	pull(at: Instant): void {
		const parts = this.#parts;
		parts.risk.pull(at.wallMs);
		parts.flattener.stop();
		parts.at = at;
		if (this.isManned) parts.standDown(parts.risk.reasonDown ?? 'operator');
	}

	/** Quotes come back with the next trusted book. */
	resume(): void {
		this.#parts.risk.resume();
		this.#parts.flattener.stop();
	}

	/** Everything off until it is taken back. */
	kill(at: Instant): void {
		const parts = this.#parts;
		parts.at = at;
		if (!this.isManned) return;
		parts.flattener.stop();
		parts.risk.officer.kill('asked for');
		parts.assess();
		parts.standDown(parts.risk.reasonDown ?? 'killed');
	}

	/** Quotes off, then what is held is closed by taking; quotes stay off. @returns why that cannot begin, in words. */
	flatten(at: Instant): string | undefined {
		const parts = this.#parts;
		this.pull(at);
		if (!this.isManned) return undefined;
		const obstacle = this.#flattenObstacle();
		parts.flattener.begin(obstacle, at);
		return obstacle;
	}

	/** Where quotes come back by it, closing what is held is over: both at once could turn it round. */
	rearm(at: Instant): void {
		const parts = this.#parts;
		parts.at = at;
		parts.accounts.rearm(parts.instrument);
		if (!parts.risk.pulledByOperator) parts.flattener.stop();
		// With a book the next look at it judges; without one nothing else would.
		if (!parts.following) parts.assess();
	}

	setReduceOnly(on: boolean): void {
		this.#parts.risk.officer.setReduceOnly(on);
		this.#parts.router.hurry();
	}

	/** @returns the parameters as they are then; undefined while there are none. */
	change(edit: ParameterEdit): MakerParameters | undefined {
		const {accounts, router, instrument} = this.#parts;
		accounts.change(edit, instrument);
		router.hurry();
		return accounts.parameters;
	}

	/** Whether a hand may change the parameters so. */
	judge(edit: ParameterEdit, manner: Manner): Verdict {
		return this.#parts.accounts.judge(edit, this.#parts.instrument, manner);
	}

	/** Tighter at once, also for what stands; wider for sure only. @returns whether it was done, or why not. */
	changeLimit(name: LimitName, value: LimitValue, sure: boolean): Verdict {
		this.#parts.router.hurry();
		return this.#parts.accounts.changeLimit(name, value, sure, this.#parts.instrument);
	}

	/** What is in force, for whoever is told of a change. */
	limited(): (Limited & {readonly instrument: Instrument}) | undefined {
		const {accounts, instrument, risk} = this.#parts;
		const {parameters} = accounts;
		return parameters === undefined || instrument === undefined ? undefined : {parameters, limits: risk.officer.limits, instrument};
	}

	/** How much of a limit is used, as {@link limitOf} has it; undefined where that is no amount. */
	usedOf(name: LimitName): bigint | undefined {
		const {accounts, instrument} = this.#parts;
		return instrument && accounts.usedOf(name, instrument);
	}

	#flattenObstacle(): string | undefined {
		const {accounts, execution, following, noFlatten} = this.#parts;
		if (accounts.books.inventoryLots === 0n && execution.gateway.isEmpty) return 'nothing to flatten: no inventory';
		return following ? noFlatten : 'cannot flatten: the book is not trusted';
	}
}

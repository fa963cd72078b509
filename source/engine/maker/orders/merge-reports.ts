import type {UnixMs} from '../../../domain/units.js';
import type {Execution} from './execution.js';
import type {OrderReport} from '../types/order-report.js';

export type TakenReport = {readonly report: OrderReport; readonly isOptimistic: boolean};

/** What both exchanges know by now. The first one settles for both, so it is asked first. */
export const reportsOf = ({gateway, optimistic}: Pick<Execution, 'gateway' | 'optimistic'>, heardTo: UnixMs): readonly TakenReport[] => {
	const own = gateway.advance(heardTo);
	return mergeReports(own, optimistic?.advance(heardTo) ?? []);
};

/** What two gateways report of the same orders, in the order in which it happened. */
export const mergeReports = (own: readonly OrderReport[], optimistic: readonly OrderReport[]): readonly TakenReport[] => {
	const merged = own.map((report): TakenReport => ({report, isOptimistic: false}));
	if (optimistic.length === 0) return merged;
	merged.push(...optimistic.map((report): TakenReport => ({report, isOptimistic: true})));
	return merged.toSorted((a, b) => a.report.executionId - b.report.executionId);
};

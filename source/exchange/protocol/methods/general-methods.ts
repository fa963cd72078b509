/** Methods `ping`, `time` and `exchangeInfo`. */

import {exchangeInfoBody, PERMISSIONS} from './exchange-info.js';
import {invalidData, type Parameters} from './parameters.js';
import {findMarket, readStatus, type Call, type PublicMethod} from './public-method.js';
import {wireTime} from '../wire-numbers.js';

const readExchangeInfo = ({parameters, view, timeUnit}: Call) => {
	const wanted = parameters.oneOrSeveral();
	const permissions = readPermissions(parameters);
	const status = readStatus(parameters);
	const showPermissionSets = parameters.flag('showPermissionSets') ?? true;
	parameters.excludes('permissions', ['symbol', 'symbols']);
	parameters.excludes('symbolStatus', ['symbol', 'symbols']);
	return () => {
		const symbols = typeof wanted === 'string' ? [wanted] : wanted;
		const chosen = symbols?.map((symbol) => findMarket(view, symbol).instrument) ?? view.instruments;
		const permitted = permissions.some((permission) => PERMISSIONS.includes(permission)) ? chosen : [];
		const instruments = permitted.filter((instrument) => status === undefined || instrument.status === status);
		return exchangeInfoBody({instruments, nowMs: view.nowMs, timeUnit, showPermissionSets});
	};
};

/** One permission or a JSON array of them; without the parameter, those of spot trading. */
const readPermissions = (parameters: Parameters): readonly string[] => {
	const text = parameters.optional('permissions');
	if (text === undefined) return PERMISSIONS;
	const permissions = text.startsWith('[') ? (parameters.list('permissions', PERMISSION_RANGE) ?? []) : [text];
	if (permissions.every((permission) => /^(?:SPOT|MARGIN|LEVERAGED|TRD_GRP_\d{3})$/u.test(permission))) return permissions;
	throw invalidData('permissions');
};

const PERMISSION_RANGE = '["^(SPOT|MARGIN|LEVERAGED|TRD_GRP_[0-9]{3})$"]';

export const GENERAL_METHODS: readonly PublicMethod[] = [
	{path: '/api/v3/ping', wsMethod: 'ping', parameters: 0, weight: () => 1, read: () => () => ({})},
	{
		path: '/api/v3/time',
		wsMethod: 'time',
		parameters: 0,
		weight: () => 1,
		read:
			({view, timeUnit}) =>
			() => ({serverTime: wireTime(view.nowMs, timeUnit)}),
	},
	{path: '/api/v3/exchangeInfo', wsMethod: 'exchangeInfo', parameters: 5, weight: () => 20, read: readExchangeInfo},
];

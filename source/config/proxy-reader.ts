/** Reads the proxy from the usual environment variables. */

import type {Proxy, ProxySettings} from '../runtime/node/ports.js';
import type {Environment} from './environment.js';
import {OptionError, type Origin} from './option-error.js';

/**
 * In order of precedence; lower case before upper case, as in curl. All remote traffic is encrypted, so the
 * variable for plain HTTP comes last.
 */
const VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;

const DEFAULT_PORTS = {'http:': 80, 'https:': 443} as const;

/**
 * An empty variable counts as unset.
 * @throws {OptionError} naming the variable, without its value, which may hold a password.
 */
export const readProxy = (environment: Environment): ProxySettings | undefined => {
	const variable = VARIABLES.find((name) => valueOf(environment, name) !== '');
	if (variable === undefined) return undefined;
	const exceptions = valueOf(environment, 'no_proxy') || valueOf(environment, 'NO_PROXY');
	return {proxy: proxyOf(valueOf(environment, variable), variable), exceptions: exceptions.split(/[\s,]+/).filter((entry) => entry !== '')};
};

const valueOf = (environment: Environment, name: string): string => environment[name]?.trim() ?? '';

const proxyOf = (text: string, variable: string): Proxy => {
	const origin: Origin = {kind: 'variable', variable};
	const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
	if (url === null || url.hostname === '') {
		throw new OptionError(
			origin,
			'is not the URL of a proxy such as http://proxy.example:3128 (a #, ? or / in a password is written %23, %3F or %2F)',
		);
	}
	const {protocol, hostname} = url;
	if (protocol !== 'http:' && protocol !== 'https:') {
		throw new OptionError(origin, `names a proxy of the kind ${protocol.slice(0, -1)}; only http:// and https:// proxies are spoken to`);
	}
	if (!['', '/'].includes(url.pathname) || url.search !== '' || url.hash !== '') {
		throw new OptionError(origin, 'must end after the host and port of the proxy (a #, ? or / in a password is written %23, %3F or %2F)');
	}
	const login = loginOf(url, origin);
	return {
		protocol,
		hostname,
		port: url.port === '' ? DEFAULT_PORTS[protocol] : Number(url.port),
		variable,
		...(login === undefined ? {} : {login}),
	};
};

const loginOf = ({username, password}: URL, origin: Origin): string | undefined => {
	if (username === '' && password === '') return undefined;
	try {
		return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
	} catch {
		throw new OptionError(origin, 'has a % in its user or password that begins no %XX; write it %25');
	}
};

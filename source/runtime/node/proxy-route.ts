/** Which addresses are reached through the proxy. Pure. */

import {isLoopback} from '../../domain/loopback.js';
import type {Proxy, ProxySettings} from './ports.js';

/** Without encryption nothing is spoken but on this machine. */
const DEFAULT_PORT = 443;

/** This machine is never reached through a proxy, whatever the settings say. */
export const proxyFor = (settings: ProxySettings | undefined, url: URL): Proxy | undefined => {
	if (settings === undefined || isLoopback(url.hostname)) return undefined;
	const port = url.port === '' ? DEFAULT_PORT : Number(url.port);
	const host = bareHost(url.hostname).toLowerCase().replace(/\.$/, '');
	return settings.exceptions.some((entry) => isExcepted(entry.toLowerCase(), host, port)) ? undefined : settings.proxy;
};

/** Without the brackets of IPv6. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1');

/** How a proxy is named to a person: without what may be a secret. */
export const proxyName = ({protocol, hostname, port, variable}: Proxy): string =>
	`the proxy ${protocol}//${hostname}:${port} (${variable})`;

/** `*`, a name with everything below it (also written `.name` or `*.name`), an address, a network; each with or without a port. */
const isExcepted = (entry: string, host: string, port: number): boolean => {
	const {name, port: wantedPort} = split(entry);
	if (wantedPort !== undefined && wantedPort !== port) return false;
	if (name === '*') return true;
	if (name.includes('/')) return isInNetwork(host, name);
	const domain = name.replace(/^\*?\./, '').replace(/\.$/, '');
	return domain !== '' && (host === domain || host.endsWith(`.${domain}`));
};

/** IPv6 with a port stands in brackets. */
const split = (entry: string): {readonly name: string; readonly port: number | undefined} => {
	const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d{1,5}))?$/.exec(entry) ?? [];
	return {name: bracketed ?? plain ?? entry, port: port === undefined ? undefined : Number(port)};
};

const IPV4_BITS = 32;

/** IPv4 only: `10.0.0.0/8`. */
const isInNetwork = (host: string, network: string): boolean => {
	const [base = '', bits = ''] = network.split('/');
	const [address, start] = [ipv4(host), ipv4(base)];
	if (address === undefined || start === undefined || !/^\d{1,2}$/.test(bits) || Number(bits) > IPV4_BITS) return false;
	const size = 2 ** (IPV4_BITS - Number(bits));
	return Math.floor(address / size) === Math.floor(start / size);
};

const ipv4 = (text: string): number | undefined => {
	const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
	return parts === undefined || parts.some((part) => part > 255) ? undefined : parts.reduce((value, part) => value * 256 + part, 0);
};

import {describe, expect, test} from 'vitest';
import type {Proxy} from '../../../source/runtime/node/ports.js';
import {proxyFor, proxyName} from '../../../source/runtime/node/proxy-route.js';

const proxy: Proxy = {protocol: 'http:', hostname: 'proxy.example', port: 3128, variable: 'HTTPS_PROXY', login: 'me:secret'};

const goesThrough = (address: string, ...exceptions: readonly string[]): boolean =>
	proxyFor({proxy, exceptions}, new URL(address)) === proxy;

test('without settings everything goes straight', () => {
	expect(proxyFor(undefined, new URL('https://api.binance.com'))).toBeUndefined();
});

test.each(['wss://localhost:9443', 'https://127.0.0.1', 'https://127.1.2.3:8', 'wss://[::1]:9'])(
	'%s is this machine and never goes through',
	(address) => {
		expect(goesThrough(address)).toBe(false);
	},
);

test.each(['https://api.binance.com', 'wss://stream.binance.com:9443/x', 'https://10.0.0.1', 'https://localhost.example'])(
	'%s goes through',
	(address) => {
		expect(goesThrough(address)).toBe(true);
	},
);

describe('an exception', () => {
	test.each([
		['*'],
		['api.binance.com'],
		['API.Binance.COM'],
		['binance.com'],
		['.binance.com'],
		['*.binance.com'],
		['binance.com.'],
		['api.binance.com:443'],
		['*:443'],
		['.com:443'],
	])('%s holds for api.binance.com', (entry) => {
		expect(goesThrough('https://api.binance.com/api/v3', 'other', entry)).toBe(false);
		expect(goesThrough('https://api.binance.com./api/v3', entry)).toBe(false);
	});

	test.each([
		['pi.binance.com'],
		['.api.binance.co'],
		['api.binance.com:8443'],
		['*:8443'],
		['.'],
		['*.'],
		[':443x'],
		['api'],
		['10.0.0.0/0'],
		['a:b:c'],
	])('%s does not', (entry) => {
		expect(goesThrough('https://api.binance.com', entry)).toBe(true);
	});

	test('with a port holds for that port alone', () => {
		expect(goesThrough('wss://stream.binance.com:9443', 'binance.com:9443')).toBe(false);
		expect(goesThrough('wss://stream.binance.com:9443', 'binance.com:443')).toBe(true);
		expect(goesThrough('wss://stream.binance.com', 'binance.com:443')).toBe(false);
	});

	test.each([
		['10.1.2.3', '10.0.0.0/8', false],
		['11.1.2.3', '10.0.0.0/8', true],
		['192.168.3.4', '192.168.2.0/23', false],
		['192.168.4.0', '192.168.2.0/23', true],
		['200.1.1.1', '200.1.1.1/32', false],
		['200.1.1.2', '200.1.1.1/32', true],
		['9.9.9.9', '0.0.0.0/0', false],
		['10.1.2.3', '10.0.0.0/33', true],
		['10.1.2.3', '10.0.0/8', true],
		['10.1.2.3', '10.0.0.256/8', true],
		['10.1.2.3', '10.0.0.0/', true],
		['10.1.2.3', '10.1.2.3', false],
		['10.1.2.3', '10.1.2.3:443', false],
	])('address %s, entry %s: through the proxy %s', (host, entry, through) => {
		expect(goesThrough(`https://${host}`, entry)).toBe(through);
	});

	test.each([
		['2001:db8::1', false],
		['[2001:db8::1]', false],
		['[2001:db8::1]:443', false],
		['[2001:db8::1]:444', true],
		['2001:db8::2', true],
	])('of IPv6, %s: through the proxy %s', (entry, through) => {
		expect(goesThrough('https://[2001:db8::1]/x', entry)).toBe(through);
	});
});

test('a proxy is named without its password', () => {
	expect(proxyName(proxy)).toBe('the proxy http://proxy.example:3128 (HTTPS_PROXY)');
});

import {describe, expect, test} from 'vitest';
import {OptionError} from '../../source/config/option-error.js';
import {readProxy} from '../../source/config/proxy-reader.js';
import {resolveConfig} from '../../source/config/resolve-config.js';
import type {CommandName} from '../../source/config/option-table.js';

const PLAIN = {protocol: 'http:', hostname: 'proxy.example', port: 3128};

describe('a proxy', () => {
	test('is none where no variable names one, or an empty one', () => {
		expect(readProxy({})).toBeUndefined();
		expect(readProxy({HTTPS_PROXY: '', all_proxy: ' ', NO_PROXY: 'a'})).toBeUndefined();
	});

	test.each([
		['http://proxy.example:3128', PLAIN],
		['http://proxy.example:3128/', PLAIN],
		[' HTTP://Proxy.Example:3128 ', PLAIN],
		['proxy.example:3128', PLAIN],
		['http://proxy.example', {...PLAIN, port: 80}],
		['proxy.example', {...PLAIN, port: 80}],
		['https://proxy.example', {...PLAIN, protocol: 'https:', port: 443}],
		['https://proxy.example:8443', {...PLAIN, protocol: 'https:', port: 8443}],
		['http://[::1]:8080', {...PLAIN, hostname: '[::1]', port: 8080}],
		['http://me:p%40ss%3A@proxy.example:3128', {...PLAIN, login: 'me:p@ss:'}],
		['http://me@proxy.example:3128', {...PLAIN, login: 'me:'}],
		['http://:secret@proxy.example:3128', {...PLAIN, login: ':secret'}],
	])('%s', (text, proxy) => {
		expect(readProxy({HTTPS_PROXY: text})).toEqual({proxy: {...proxy, variable: 'HTTPS_PROXY'}, exceptions: []});
	});

	test('is the one for encrypted connections, then the one for all, then the one for plain ones; lower case before upper case', () => {
		const order = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'http_proxy', 'HTTP_PROXY'];
		for (const [from, variable] of order.entries()) {
			const environment = Object.fromEntries(order.slice(from).map((name) => [name, `http://${name.replace('_', '-')}.example`]));
			expect(readProxy(environment)?.proxy).toMatchObject({variable, hostname: `${variable.toLowerCase().replace('_', '-')}.example`});
		}
	});

	test('has exceptions with commas or spaces between them, those in lower case before those in upper case', () => {
		const HTTPS_PROXY = 'http://p.example';
		expect(readProxy({HTTPS_PROXY, NO_PROXY: ' a.example, .b.example,, c:8 '})?.exceptions).toEqual(['a.example', '.b.example', 'c:8']);
		expect(readProxy({HTTPS_PROXY, NO_PROXY: 'a', no_proxy: 'b'})?.exceptions).toEqual(['b']);
		expect(readProxy({HTTPS_PROXY, NO_PROXY: 'a', no_proxy: ''})?.exceptions).toEqual(['a']);
	});
});

describe('refused, by the name of the variable and without what may be a password', () => {
	test.each([
		['http://', 'is not the URL of a proxy'],
		['http://me:secret@', 'is not the URL of a proxy'],
		['http://pro xy:secret', 'is not the URL of a proxy'],
		['http://proxy:99999', 'is not the URL of a proxy'],
		['socks5://me:secret@proxy:1080', 'names a proxy of the kind socks5; only http:// and https:// proxies are spoken to'],
		['ftp://proxy', 'names a proxy of the kind ftp'],
		['http://proxy:3128/path', 'must end after the host and port'],
		[
			'http://me:sec?ret@proxy:3128',
			'is not the URL of a proxy such as http://proxy.example:3128 (a #, ? or / in a password is written %23, %3F or %2F)',
		],
		['http://me@sec?ret@proxy:3128', 'must end after the host and port'],
		['http://proxy:3128?secret', 'must end after the host and port'],
		['http://proxy:3128#secret', 'must end after the host and port'],
		['http://me:secret%@proxy:3128', 'has a % in its user or password that begins no %XX; write it %25'],
	])('%s', (text, problem) => {
		const read = () => readProxy({all_proxy: text});
		expect(read).toThrow(OptionError);
		expect(read).toThrow(`all_proxy: ${problem}`);
		expect(read).not.toThrow(/secret|sec\?ret|me:/);
	});
});

describe('in the configuration', () => {
	const resolve = (command: CommandName, environment: Record<string, string>) =>
		resolveConfig({command, flags: new Map(), environment, file: undefined});

	test.each<CommandName>(['screen', 'feed', 'stream'])('of %s it stands beside the endpoints', (command) => {
		expect(resolve(command, {HTTPS_PROXY: 'p.example'}).endpoints).toMatchObject({proxy: {proxy: {hostname: 'p.example'}}});
		expect(() => resolve(command, {HTTPS_PROXY: 'socks5://x'})).toThrow('HTTPS_PROXY: names a proxy of the kind socks5');
	});

	test('an unusable one is ignored while all traffic stays on this machine', () => {
		expect(resolve('stream', {HTTPS_PROXY: 'socks5://x', MM_TUI_DEMO: 'yes'}).endpoints).toEqual({});
		for (const command of ['exchange', 'simulate', 'paths'] as const) {
			expect(resolve(command, {HTTPS_PROXY: 'socks5://x'}).endpoints).toEqual({});
		}
	});
});

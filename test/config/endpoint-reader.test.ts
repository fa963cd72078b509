import {describe, expect, test} from 'vitest';
import {readEndpoint} from '../../source/config/endpoint-reader.js';

const rest = readEndpoint('http');
const stream = readEndpoint('ws');
const problemOf = (text: string, read = rest): string => {
	const result = read(text);
	return result.ok ? `taken: ${result.value}` : result.problem;
};

describe('an endpoint', () => {
	test.each([
		['https://api.example', 'https://api.example'],
		['https://api.example/', 'https://api.example'],
		[' https://API.Example:8443/v3// ', 'https://api.example:8443/v3'],
		['https://api.example/a.b/..c/%41', 'https://api.example/a.b/..c/%41'],
		['https://bücher.example', 'https://xn--bcher-kva.example'],
		['https://10.0.0.1', 'https://10.0.0.1'],
		['http://127.0.0.1:9443', 'http://127.0.0.1:9443'],
		['http://localhost:9443', 'http://localhost:9443'],
		['http://[::1]:9443', 'http://[::1]:9443'],
	])('%j is %j', (text, value) => {
		expect(rest(text)).toEqual({ok: true, value});
	});

	test('of a stream has its own scheme', () => {
		expect(stream('wss://stream.example:9443/x/')).toEqual({ok: true, value: 'wss://stream.example:9443/x'});
		expect(stream('ws://127.0.0.1:1')).toEqual({ok: true, value: 'ws://127.0.0.1:1'});
	});
});

describe('refused:', () => {
	test.each([
		['', '"" is not a URL such as https://host'],
		['https://', '"https://" is not a URL'],
		['api.example', 'is not a URL'],
		['https://a b', 'is not a URL'],
		['ftp://api.example', 'must start with https:// or http://'],
		['wss://api.example', 'must start with https:// or http://'],
		['file:///etc/passwd', 'is not a URL'],
		['https://api.example?', 'must end before any ? or #'],
		['https://api.example/?x=1', 'must end before any ? or #'],
		['https://api.example#', 'must end before any ? or #'],
		['https://api.example/#top', 'must end before any ? or #'],
		['https://api.exa\tmple', 'holds a space or characters that cannot be seen'],
		['https://api.example/a\nb', 'holds a space or characters that cannot be seen'],
		['https://api.example/a b', 'holds a space or characters that cannot be seen'],
		['https://api.example/\u202Ex', 'holds a space or characters that cannot be seen'],
		['https:api.example', 'must have :// and the host behind it'],
		['https:/api.example', 'must have :// and the host behind it'],
		['https:///api.example', 'must have :// and the host behind it'],
		['https:\\\\api.example', 'must have :// and the host behind it'],
		['https://api.example\\x', 'must have :// and the host behind it'],
		['https://api.example/a/../b', 'has . or .. in its path'],
		['https://api.example/..', 'has . or .. in its path'],
		['https://api.example/./b', 'has . or .. in its path'],
		['https://api.example/%2e%2E/b', 'has . or .. in its path'],
		['https://api.example/.%2e', 'has . or .. in its path'],
		['http://api.example', 'is plain http: to another machine; use https:, or a loopback address'],
		['http://127.0.0.1.example', 'is plain http: to another machine'],
		['http://localhost.example', 'is plain http: to another machine'],
		['http://0.0.0.0', 'is plain http: to another machine'],
		['http://[::2]', 'is plain http: to another machine'],
	])('%j: %s', (text, problem) => {
		expect(problemOf(text)).toContain(problem);
	});

	test.each(['http://a', 'https://a'])('%s for a stream', (text) => {
		expect(problemOf(text, stream)).toContain('must start with wss:// or ws://');
	});

	test.each([
		['https://me:secret@api.example', 'https://api.example'],
		['https://me@api.example', 'https://api.example'],
		['https://:secret@api.example', 'https://api.example'],
		['https://@api.example', 'https://api.example'],
		['https://me:sec@ret@api.example', 'https://api.example'],
		['ftp://me:secret@api.example', 'ftp://api.example'],
		['https://me:secret@', 'https://'],
		['https://me:sec/ret@api.example', 'https://api.example'],
		['https://me:sec\nret@api.example', 'https://api.example'],
		['me:secret@api.example', 'api.example'],
	])('%j, and nothing of it is repeated', (text, shown) => {
		expect(problemOf(text)).toBe(`"${shown}" had a user or password in it, which other programs can read; leave it out`);
	});
});

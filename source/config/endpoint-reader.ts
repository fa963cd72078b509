/** Endpoints other than the venue's own. In plain text only to this machine, and never with a password in them. */

import {isLoopback} from '../domain/loopback.js';
import {bad, good, type Reader} from './value-readers.js';

/** @param scheme `http` or `ws`, whose secure form has an `s` behind it. */
export const readEndpoint =
	(scheme: 'http' | 'ws'): Reader<string> =>
	text => {
		const url = URL.parse(text);
		if (url === null || url.hostname === '') return bad(text, `is not a URL such as ${scheme}s://host`);
		if (url.protocol !== `${scheme}:` && url.protocol !== `${scheme}s:`) return bad(text, `must start with ${scheme}s:// or ${scheme}://`);
		if (url.username !== '' || url.password !== '') return bad(withoutLogin(url), 'had a user or password in it, which other programs can read; leave it out');
		if (url.search !== '' || url.hash !== '') return bad(text, 'must end before any ? or #');
		if (url.protocol === `${scheme}:` && !isLoopback(url.hostname)) {
			return bad(text, `is plain ${scheme}: to another machine; use ${scheme}s:, or a loopback address`);
		}

		return good(url.href.replace(/\/+$/, ''));
	};

const withoutLogin = (url: URL): string => `${url.protocol}//${url.host}${url.pathname}`;

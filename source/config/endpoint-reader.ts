/**
 * Reads endpoints other than the venue's own. Unencrypted only on this machine, and never with a user name or
 * password inside.
 */

import {isLoopback} from '../domain/loopback.js';
import {safeText} from '../domain/text/safe-text.js';
import {bad, good, type Reader} from './value-readers.js';

/** @param scheme `http` or `ws`; the secure form has an `s` added. */
export const readEndpoint =
	(scheme: 'http' | 'ws'): Reader<string> =>
	(text) => {
		const written = text.trim();
		// Checked first, so that no other message repeats a password.
		if (written.includes('@')) {
			return bad(withoutLogin(written), 'had a user or password in it, which other programs can read; leave it out');
		}
		const url = URL.parse(written);
		if (url === null || url.hostname === '') return bad(text, `is not a URL such as ${scheme}s://host`);
		if (url.protocol !== `${scheme}:` && url.protocol !== `${scheme}s:`) return bad(text, `must start with ${scheme}s:// or ${scheme}://`);
		const oddity = oddityOf(written);
		if (oddity !== undefined) return bad(text, oddity);
		if (url.protocol === `${scheme}:` && !isLoopback(url.hostname)) {
			return bad(text, `is plain ${scheme}: to another machine; use ${scheme}s:, or a loopback address`);
		}

		return good(url.href.replace(/\/+$/, ''));
	};

/** The text after the last @, with the scheme in front. */
const withoutLogin = (written: string): string => written.replace(/^([a-z]+:\/\/)?.*@/is, '$1');

/** Spellings that `URL` would silently correct; they are refused, because the correction is a guess. */
const oddityOf = (written: string): string | undefined => {
	if (/[?#]/.test(written)) return 'must end before any ? or #';
	if (/\s/.test(written) || written !== safeText(written, Number.MAX_SAFE_INTEGER)) {
		return 'holds a space or characters that cannot be seen';
	}
	if (!/^[a-z]+:\/\/[^/]/i.test(written) || written.includes('\\')) return 'must have :// and the host behind it, and no \\';
	return /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(written) ? 'has . or .. in its path; write the path that is meant' : undefined;
};

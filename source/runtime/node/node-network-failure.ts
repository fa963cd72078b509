/** What a failed connection says to a person: the library's words, but for what they leave unclear. */

import {codeOf} from '../../domain/error-code.js';

/** OpenSSL's verdicts on a chain of certificates, and Node's own on the name in it. */
const CERTIFICATE_CODE = /CERT|ALTNAME|SIGNATURE|HOSTNAME_MISMATCH/;
const TLS_CODE = /^(?:EPROTO$|ERR_SSL_)/;

/** @param host as in the address that was asked for. */
export const networkFailure = (error: unknown, host: string): string => {
	if (!(error instanceof Error)) return String(error);
	// Several addresses were tried: the first one's answer stands for all.
	if (error instanceof AggregateError && error.errors.length > 0) return networkFailure(error.errors[0], host);
	const code = codeOf(error);
	if (CERTIFICATE_CODE.test(code)) {
		return `the certificate of ${host} is refused (${firstClause(error)}); a CA of your own is named in NODE_EXTRA_CA_CERTS`;
	}
	if (TLS_CODE.test(code)) return `${host} does not answer in TLS (${tlsReason(error)})`;
	return error.message === '' ? error.name : error.message;
};

/** Without Node's advice on its own flags. */
const firstClause = ({message}: Error): string => message.split(';', 1)[0] ?? '';

/** The words at the end of OpenSSL's line, without the places in its source. */
const tlsReason = (error: Error): string =>
	'reason' in error && typeof error.reason === 'string'
		? error.reason
		: (/:SSL routines:[^:]*:([^:]+)/.exec(error.message)?.[1] ?? codeOf(error));

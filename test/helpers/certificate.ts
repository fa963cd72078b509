/** X.509 certificates for tests: DER built by hand with a fresh key, without files or other programs. */

import {createPrivateKey, generateKeyPairSync, randomBytes, sign, type KeyObject} from 'node:crypto';

const tagged = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
	const body = Buffer.concat(parts);
	const size = body.length;
	const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
	return Buffer.concat([Buffer.from([tag, ...length]), body]);
};

const sequence = (...parts: readonly Uint8Array[]): Buffer => tagged(0x30, ...parts);
const oid = (...bytes: readonly number[]): Buffer => tagged(0x06, Buffer.from(bytes));
const integer = (value: Uint8Array): Buffer => tagged(0x02, value);
const TRUE = tagged(0x01, Buffer.from([0xff]));

const ECDSA_WITH_SHA256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
const COMMON_NAME = oid(0x55, 0x04, 0x03);
const BASIC_CONSTRAINTS = oid(0x55, 0x1d, 0x13);
const ALTERNATIVE_NAME = oid(0x55, 0x1d, 0x11);

const nameOf = (text: string): Buffer => sequence(tagged(0x31, sequence(COMMON_NAME, tagged(0x0c, Buffer.from(text)))));

const timeOf = (date: Date): Buffer => tagged(0x18, Buffer.from(date.toISOString().replaceAll(/[-:T]|\.\d+/g, '')));

export type Certificate = {readonly cert: string; readonly key: string};

export type CertificateOptions = {
	/** A host name or an IPv4 address. */
	readonly host: string;
	readonly isAuthority?: boolean;
	/** Unset: self-signed. */
	readonly issuer?: Certificate & {readonly host: string};
	readonly validFrom?: Date;
	readonly validUntil?: Date;
};

const DAY_MS = 86_400_000;

export const makeCertificate = (options: CertificateOptions): Certificate => {
	const {host, isAuthority = false, issuer} = options;
	const {publicKey, privateKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'});
	const from = options.validFrom ?? new Date(Date.now() - DAY_MS);
	const until = options.validUntil ?? new Date(Date.now() + DAY_MS);
	const isAddress = /^\d+\.\d+\.\d+\.\d+$/.test(host);
	const alternative = isAddress ? tagged(0x87, Buffer.from(host.split('.').map(Number))) : tagged(0x82, Buffer.from(host));
	const extensions = [
		sequence(BASIC_CONSTRAINTS, TRUE, tagged(0x04, isAuthority ? sequence(TRUE) : sequence())),
		...(isAuthority ? [] : [sequence(ALTERNATIVE_NAME, tagged(0x04, sequence(alternative)))]),
	];
	const body = sequence(
		tagged(0xa0, integer(Buffer.from([2]))),
		integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
		ECDSA_WITH_SHA256,
		nameOf(issuer?.host ?? host),
		sequence(timeOf(from), timeOf(until)),
		nameOf(host),
		publicKey.export({type: 'spki', format: 'der'}),
		tagged(0xa3, sequence(...extensions)),
	);
	const signer: KeyObject = issuer === undefined ? privateKey : createPrivateKey(issuer.key);
	const signature = sign('sha256', body, signer);
	const der = sequence(body, ECDSA_WITH_SHA256, tagged(0x03, Buffer.from([0]), signature));
	return {cert: pem('CERTIFICATE', der), key: privateKey.export({type: 'pkcs8', format: 'pem'}).toString()};
};

const pem = (kind: string, der: Buffer): string =>
	`-----BEGIN ${kind}-----\n${der.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END ${kind}-----\n`;

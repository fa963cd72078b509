/**
 * A request's parameters, validated as the venue does: duplicates, too many, unknown, missing and malformed ones
 * are refused with the venue's codes and messages.
 */

import {SYMBOL_PATTERN} from '../../listing/listing.js';

export class RequestError extends Error {
	readonly code: number;
	readonly status: number;

	/** @param code the venue's error code. @param status the HTTP status. */
	constructor(code: number, message: string, status = 400) {
		super(message);
		this.code = code;
		this.status = status;
	}
}

const SYMBOL_RANGE = '^[A-Z0-9-_.]{1,20}$';

const illegalCharacters = (name: string, range: string): RequestError =>
	new RequestError(-1100, `Illegal characters found in parameter '${name}'; legal range is '${range}'.`);

export const invalidData = (name: string): RequestError => new RequestError(-1130, `Data sent for parameter '${name}' is not valid.`);

const notBoth = (one: string, other: string): RequestError =>
	new RequestError(-1128, `Combination of optional parameters invalid. Recommendation: '${one}' and '${other}' cannot both be sent.`);

export class Parameters {
	readonly #values: ReadonlyMap<string, string>;
	readonly #read = new Set<string>();

	/**
	 * @param sent names and values as received. @param known how many parameters the endpoint has. @throws
	 * {RequestError} −1101 for a duplicate or for more parameters than the endpoint has.
	 */
	constructor(sent: readonly (readonly [name: string, value: string])[], known: number) {
		this.#values = new Map(sent);
		if (this.#values.size < sent.length) throw new RequestError(-1101, 'Duplicate values for a parameter detected.');
		if (sent.length <= known) return;
		throw new RequestError(-1101, `Too many parameters; expected '${known}' and received '${sent.length}'.`);
	}

	/** An empty value counts as unset. */
	optional(name: string): string | undefined {
		const value = this.#values.get(name);
		if (value !== undefined) this.#read.add(name);
		return value === '' ? undefined : value;
	}

	mandatory(name: string): string {
		const value = this.optional(name);
		if (value !== undefined) return value;
		throw new RequestError(-1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`);
	}

	/** A whole number ≥ 0. */
	integer(name: string): number | undefined {
		const text = this.optional(name);
		if (text === undefined) return undefined;
		if (/^\d{1,20}$/u.test(text)) return Number(text);
		throw illegalCharacters(name, '^[0-9]{1,20}$');
	}

	/** A whole number ≥ 1; larger than `most` becomes `most`. */
	limit({usual, most}: {readonly usual: number; readonly most: number}): number {
		const limit = this.integer('limit');
		if (limit === 0) throw invalidData('limit');
		return Math.min(limit ?? usual, most);
	}

	/** Unix milliseconds. A value beyond the year 5000 in milliseconds is read as microseconds. */
	time(name: string): number | undefined {
		const value = this.integer(name);
		return value !== undefined && value > 1e14 ? value / 1000 : value;
	}

	flag(name: string): boolean | undefined {
		const text = this.optional(name)?.toLowerCase();
		if (text === undefined) return undefined;
		if (text === 'true' || text === 'false') return text === 'true';
		throw invalidData(name);
	}

	symbol(): string {
		return checkSymbol(this.mandatory('symbol'));
	}

	/** `symbols=["A","B"]`. @throws {RequestError} −1151 for a symbol named twice. */
	symbols(): readonly string[] | undefined {
		const symbols = this.list('symbols', `["${SYMBOL_RANGE}"]`)?.map(checkSymbol);
		if (symbols === undefined || new Set(symbols).size === symbols.length) return symbols;
		throw new RequestError(-1151, 'Symbol is present multiple times in the list.');
	}

	/** `symbol=A` or `symbols=["A","B"]`, not both; `undefined` if neither is sent. */
	oneOrSeveral(): string | readonly string[] | undefined {
		const symbols = this.symbols();
		const symbol = this.optional('symbol');
		if (symbol !== undefined && symbols !== undefined) throw notBoth('symbol', 'symbols');
		return symbol === undefined ? symbols : checkSymbol(symbol);
	}

	/** A JSON array of strings. */
	list(name: string, range: string): readonly string[] | undefined {
		const text = this.optional(name);
		if (text === undefined) return undefined;
		const items = parseTexts(text);
		if (items === undefined || items.length === 0) throw illegalCharacters(name, range);
		return items;
	}

	/** @throws {RequestError} −1128 if one of `others` is sent together with `name`. */
	excludes(name: string, others: readonly string[]): void {
		if (!this.#values.has(name)) return;
		const other = others.find((candidate) => this.#values.has(candidate));
		if (other !== undefined) throw notBoth(other, name);
	}

	/** Call it after the last read. @throws {RequestError} −1104 for a parameter that was sent and not read. */
	finish(): void {
		const sent = this.#values.size;
		const read = this.#read.size;
		if (read === sent) return;
		throw new RequestError(-1104, `Not all sent parameters were read; read '${read}' parameter(s) but was sent '${sent}'.`);
	}
}

const checkSymbol = (symbol: string): string => {
	if (SYMBOL_PATTERN.test(symbol)) return symbol;
	throw illegalCharacters('symbol', SYMBOL_RANGE);
};

const parseTexts = (text: string): string[] | undefined => {
	try {
		const parsed: unknown = JSON.parse(text);
		return Array.isArray(parsed) && parsed.every((item) => typeof item === 'string') ? parsed : undefined;
	} catch {
		return undefined;
	}
};

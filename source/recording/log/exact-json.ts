/** JSON for values that have bigints in them, as `{"$bigint":"12"}`: settings and commands are such. */

const TAG = '$bigint';

/** Absent members stay absent. */
export const exactText = (value: unknown): string =>
	JSON.stringify(value, (_key, member: unknown) => (typeof member === 'bigint' ? {[TAG]: String(member)} : member));

const DIGITS = /^-?\d{1,400}$/u;

/** For `JSON.parse`: gives values their bigints again. */
export const exactReviver = (_key: string, member: unknown): unknown => {
	if (typeof member !== 'object' || member === null || !(TAG in member)) return member;
	const digits = member[TAG];
	return typeof digits === 'string' && DIGITS.test(digits) ? BigInt(digits) : member;
};

/** The nearest known name to one that was mistyped. */

/** Edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`. */
export const editDistance = (a: string, b: string): number => {
	let beforeLast: number[] = [];
	let last = Array.from({length: b.length + 1}, (_, column) => column);
	for (let row = 1; row <= a.length; row += 1) {
		const current = [row];
		for (let column = 1; column <= b.length; column += 1) {
			const cost = a[row - 1] === b[column - 1] ? 0 : 1;
			const replaced = (last[column - 1] ?? 0) + cost;
			const best = Math.min(replaced, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
			const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
			current.push(swapped ? Math.min(best, (beforeLast[column - 2] ?? 0) + 1) : best);
		}

		beforeLast = last;
		last = current;
	}

	return last[b.length] ?? 0;
};

/** The nearest of the candidates, the first of equals; undefined only for no candidates. */
export const nearest = (name: string, candidates: readonly string[]): string | undefined => {
	const wanted = name.toLowerCase().slice(0, MAX_NAME_LENGTH);
	let best: {readonly candidate: string; readonly distance: number} | undefined;
	for (const candidate of candidates) {
		const distance = separation(wanted, candidate.toLowerCase());
		if (best === undefined || distance < best.distance) best = {candidate, distance};
	}

	return best?.candidate;
};

/** Is the name so close to the candidate that it is most likely a slip? */
export const isSlip = (name: string, candidate: string): boolean =>
	editDistance(name.toLowerCase().slice(0, MAX_NAME_LENGTH), candidate.toLowerCase()) <= Math.max(1, Math.floor(candidate.length / 4));

const MAX_NAME_LENGTH = 60;

/** A name cut short (`lev` for `levels`) is nearer than its missing letters say. */
const separation = (name: string, candidate: string): number =>
	name.length >= 2 && candidate.startsWith(name) ? 0.5 : editDistance(name, candidate);

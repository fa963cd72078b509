/** A key that is held down at a bound is refused as often as it repeats: events and log keep it once. */

type Told = {readonly kind: string; readonly level: string; readonly text: string; readonly atMs: number};

/** A key repeats some thirty times a second; whoever presses again later is told again. */
const REPEATED_MS = 5000;

/** @param before what was told before it, kept or not. */
export const isRepeatedRefusal = (before: Told | undefined, {kind, level, text, atMs}: Told): boolean =>
	kind === 'command' && level === 'warning' && before?.kind === 'command' && before.text === text && atMs - before.atMs < REPEATED_MS;

export type Mutant = {readonly number: number; readonly path: string; readonly line: number; readonly kind: string; readonly id: string};
export const SWITCH: string;
export function mutantsOf(path: string, text: string, first?: number): {readonly mutants: readonly Mutant[]; readonly instrumented: string};

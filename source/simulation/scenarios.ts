/** Scenario names of `mm-tui simulate`. */

export const SCENARIOS = ['avellaneda-stoikov', 'linear'] as const;
export type Scenario = (typeof SCENARIOS)[number];

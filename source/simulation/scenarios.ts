/** What can be simulated, by the names an operator gives. */

export const SCENARIOS = ['avellaneda-stoikov', 'linear'] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** What a venue grants of its REST side, and what it has counted. */

/** The weight granted in each interval of the venue's clock. */
export type WeightLimit = {readonly limit: number; readonly intervalMs: number};

/** What was used of the present interval of that length, by everybody behind this address. */
export type UsedWeight = {readonly used: number; readonly intervalMs: number};

/** No limit where what the venue says of itself cannot be used; then a sentence that names it. */
export type WeightLimits = {readonly limits: readonly WeightLimit[]; readonly problem: string | undefined};

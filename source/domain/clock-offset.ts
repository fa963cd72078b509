/** How far the local wall clock is from the venue's. */
export type ClockOffset = {
	/** Add to the local wall clock to get the venue's. */
	readonly offsetMs: number;
	/** Half the round trip: the true offset lies within ± this. */
	readonly errorMs: number;
};

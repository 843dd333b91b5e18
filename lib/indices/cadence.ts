/** When the indices of a day are computed: the day is complete, and what was seen of it is in the store. */
export const indexCadence = { cron: "30 0 * * *", timeZone: "UTC" } as const;

// How many snapshots stay: enough to compare with and to look back by, few enough for large sites.
/** The newest, and the first of each month until it is too old; those that open runs refer to stay besides. */
export const keptSnapshots = { keep: 5, keepMonthly: true } as const;

// How many snapshots stay: enough to compare with, few enough for large sites.
/** The newest; those that open runs refer to stay besides. */
export const keptSnapshots = 5;

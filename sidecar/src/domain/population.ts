// The population of a snapshot in a few figures, by which a broken source of data shows before anybody is touched.

export interface Population {
  /** Everybody who was read. */
  readonly users: number;
  /** Those who are not disabled. */
  readonly enabled: number;
  /** Of the enabled: whose last activity is known, "never" included. */
  readonly known: number;
  /** Of those: not seen for `idleDays` days, or never. */
  readonly idle: number;
  /** Of those: seen within the last `recentDays` days. */
  readonly recent: number;
  /** Of the enabled: told to have been active in the future. */
  readonly inFuture: number;
}

export const idleDays = 90;
export const recentDays = 30;

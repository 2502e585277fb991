// How much of everybody a reading of the users holds: what is counted, and the verdicts.

/** What came of reading everybody, by the list and by the groups. */
export interface UserCount {
  /** Rows that `listUsers` gave, repeated ones included, and how many users they were. */
  readonly listedRows: number;
  readonly listed: number;
  /** Users met as members of groups whom `listUsers` did not give. */
  readonly unlisted: number;
  /** All of them together who are active. */
  readonly active: number;
}

/** Whether a reading holds everybody, as far as the host lets us tell; `reason` is a code of `errors.ts`. */
export type UserListing =
  | { readonly state: 'complete'; readonly reason: null }
  | {
      readonly state: 'partial';
      readonly reason:
        | 'users_by_groups' // nobody lists them: those in no group are missing
        | 'users_by_groups_and_remote_api'
        | 'users_repeated' // the list gave somebody twice, and before 10.1 others less than once
        | 'users_unlisted' // groups have members the list does not know
        | 'users_fewer_than_licensed';
    };

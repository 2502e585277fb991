// Decides which of a user's accounts speaks for them. The one place that knows the rule.

/** An account among those of the same folded name. */
export interface Candidate {
  readonly id: string;
  readonly directoryId: string;
  readonly active: boolean | null;
}

/** What the rule needs of a directory. */
export interface Standing {
  readonly id: string;
  readonly active: boolean | null;
  readonly order: number | null;
}

/**
 * Accounts of one name that Confluence looks at, the one that speaks for the user first. Directories that are switched
 * off or not mapped do not count. Among the rest the first active account in directory order speaks for the user, so
 * that a disabled account hands over to an active one below it; where none is active, it is the first.
 */
export function rankAccounts<Account extends Candidate>(
  accounts: readonly Account[],
  directories: ReadonlyMap<string, Standing>,
): Account[] {
  const orderOf = ({ directoryId }: Account): number | null => {
    const directory = directories.get(directoryId);
    return directory?.active === true ? directory.order : null;
  };
  return accounts
    .map((account) => ({ account, order: orderOf(account), rest: account.active === true ? 0 : 1 }))
    .filter((one): one is typeof one & { order: number } => one.order !== null)
    .sort((one, other) => one.rest - other.rest || one.order - other.order)
    .map(({ account }) => account);
}

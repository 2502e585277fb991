// E-mail addresses as directories tell them, for users of whom Confluence's own list tells none.
import type { UserKey } from '../domain/user.ts';
import type { JoinedAccounts } from './snapshot-accounts.ts';

/** The address of the account that speaks for each user; nobody's where that account is not known for certain. */
export function addressesOf(joined: Pick<JoinedAccounts, 'accounts'> | null): ReadonlyMap<UserKey, string> {
  const addresses = new Map<UserKey, string>();
  for (const { userKey, account } of joined?.accounts ?? []) {
    const { effective, email } = account;
    if (effective === true && email !== null && email !== '') addresses.set(userKey, email);
  }
  return addresses;
}

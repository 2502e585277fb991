// A new name for an account: everything it is and has goes with it, in its directory and in what hangs on the user key.
import { addAccount, addMembership, removeAccount, updateAccount } from './changes.ts';
import { type Account, foldName, passwordOf, type User, type World } from './model.ts';
import { makeUserKey } from './user-keys.ts';

/**
 * The user keeps the key if this was the only account; otherwise the other accounts keep it, and the renamed one joins
 * whoever has the new name already. The external id stays: by it others see that it is the same account.
 */
export function renameAccount(world: World, user: User, account: Account, username: string): Account {
  const { directory } = account;
  const groups = [...account.groups];
  const alone = user.accounts.length === 1;
  const { accounts, userKey, username: before, lowerName, ...logins } = user;
  const password = passwordOf(account);
  removeAccount(world, user, account);
  if (alone) world.unsynced.delete(account.lowerName);
  const renamed = addAccount(
    world,
    directory,
    { ...account, username, password },
    alone ? userKey : makeUserKey(world),
  );
  const fresh = directory.accounts.get(foldName(username));
  if (fresh === undefined) throw new Error(`the directory has lost ${username}`);
  if (renamed.userKey === userKey) Object.assign(renamed, logins);
  fresh.lastAuthenticatedEpochMs = account.lastAuthenticatedEpochMs;
  for (const [name, values] of account.attributes) fresh.attributes.set(name, values);
  updateAccount(world, fresh, {});
  for (const group of groups) addMembership(world, renamed, fresh, group);
  return fresh;
}

// Takes names and addresses out of snapshots. The rows stay under their key until the snapshot's age removes them: without
// them the person would look new to policies that wait for new users.
import type { UserKey, Username } from '../../domain/user.ts';
import type { KnownPerson } from '../erasure.ts';
import type { Rows } from '../tables.ts';

export async function eraseFromSnapshots(
  rows: Rows,
  { person, pseudonym }: { person: Pick<KnownPerson, 'userKey'>; pseudonym: string },
): Promise<Record<string, number>> {
  if (person.userKey === null) return {};
  const userKey = person.userKey as UserKey;
  const username = pseudonym as Username;
  const users = await rows
    .updateTable('snapshot_users')
    .set({
      username,
      username_folded: pseudonym,
      display_name: pseudonym,
      display_name_folded: pseudonym,
      email: null,
      email_folded: null,
      email_domain: null,
    })
    .where('user_key', '=', userKey)
    .executeTakeFirst();
  const accounts = await rows.deleteFrom('snapshot_accounts').where('user_key', '=', userKey).executeTakeFirst();
  const faults = await rows.deleteFrom('snapshot_directory_faults').where('user_key', '=', userKey).executeTakeFirst();
  return {
    snapshot_users: Number(users.numUpdatedRows),
    snapshot_accounts: Number(accounts.numDeletedRows),
    snapshot_directory_faults: Number(faults.numDeletedRows),
  };
}

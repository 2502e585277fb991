// Changes of the attributes of accounts and groups, each told with its name, and what a check of a password leaves in them.
import { readAttributes } from './attributes.ts';
import { type AttributeChange, tell } from './change.ts';
import type { Account, Group, World } from './model.ts';

/** Null takes the attribute away. */
export function setAttribute(world: World, holder: Account | Group, name: string, values: readonly string[] | null) {
  if (values === null) holder.attributes.delete(name);
  else holder.attributes.set(name, values);
  tellUpdate(world, holder, { name, values });
}

/** The directory keeps the instant itself; whatever somebody wrote over it gives way. */
export function noteRightPassword(world: World, account: Account): void {
  const nowEpochMs = world.clock.nowMs();
  account.lastAuthenticatedEpochMs = nowEpochMs;
  account.attributes.delete('lastAuthenticated');
  tellUpdate(world, account, { name: 'lastAuthenticated', values: [String(Math.round(nowEpochMs))] });
  if (failedAttemptsOf(account) > 0) setAttribute(world, account, 'invalidPasswordAttempts', ['0']);
}

export function noteWrongPassword(world: World, account: Account): void {
  setAttribute(world, account, 'invalidPasswordAttempts', [String(failedAttemptsOf(account) + 1)]);
}

function failedAttemptsOf(account: Account): number {
  return Number(readAttributes(account).get('invalidPasswordAttempts')?.[0]) || 0;
}

function tellUpdate(world: World, holder: Account | Group, attribute: AttributeChange): void {
  holder.updatedEpochMs = world.clock.nowMs();
  if ('accounts' in holder) tell(world, { kind: 'group', what: 'updated', group: holder, attribute });
  else tell(world, { kind: 'account', what: 'updated', account: holder, attribute });
}

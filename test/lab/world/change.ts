// What can happen to a world, as its listeners hear it: the feed of events and the tables of a database follow these.
import type { Account, Group, Token, User, World } from './model.ts';

type Upsert = 'added' | 'updated' | 'removed';

/** Values that were stored under a name, or null where it was taken away. */
export type AttributeChange = { readonly name: string; readonly values: readonly string[] | null };

export type Change =
  | {
      readonly kind: 'account';
      readonly what: Upsert;
      readonly account: Account;
      readonly attribute?: AttributeChange;
    }
  | { readonly kind: 'group'; readonly what: Upsert; readonly group: Group; readonly attribute?: AttributeChange }
  | {
      readonly kind: 'membership';
      readonly what: 'added' | 'removed';
      readonly account: Account;
      readonly group: Group;
    }
  | { readonly kind: 'nesting'; readonly what: 'added' | 'removed'; readonly child: Group; readonly parent: Group }
  /** A user key with its name; it stays while the user is unsynced and goes when the user is deleted. */
  | { readonly kind: 'user'; readonly what: Upsert; readonly user: Pick<User, 'userKey' | 'username' | 'lowerName'> }
  /** A login, or a password that was found right or wrong. */
  | { readonly kind: 'login'; readonly user: User }
  | { readonly kind: 'grants'; readonly subject: string }
  | { readonly kind: 'token'; readonly what: Upsert; readonly token: Token }
  /** What Confluence announces to those who listen. A user found by a synchronisation is announced by nobody. */
  | { readonly kind: 'announcement'; readonly event: Announcement; readonly userKey: string };

export type Announcement = 'user_created' | 'user_deactivated' | 'user_reactivated' | 'user_removed';

export function tell(world: World, change: Change): void {
  for (const listener of world.listeners) listener(change);
}

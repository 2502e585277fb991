// What a user was before a change: enough to take every change back.
import type { AccountsKnown } from '../account.ts';
import type { Impact } from '../impact.ts';
import type { SeatWord } from '../licence/seat.ts';
import type { Namesake } from '../newcomer.ts';
import type { PlannedStage } from '../stage/stage.ts';
import type { AccountKey, Username, UserStatus, UserWithGroups } from '../user.ts';

export interface BeforeImage {
  readonly status: UserStatus;
  readonly email: string | null;
  readonly displayName: string;
  readonly directGroups: readonly string[];
  /** Present where the members of some group could not be read: the user may be in more groups than these. */
  readonly groupsIncomplete?: true;
  /** Whether the user takes a seat of the licence; absent where nothing is known of the licence. */
  readonly seat?: SeatWord;
  /** The same after the planned steps. It stands here because only the plan knew the licence. */
  readonly seatAfter?: SeatWord;
  /** What was known of accounts when the plan was made; absent where nobody told of any. */
  readonly accounts?: Extract<AccountsKnown, { kind: 'told' }>;
  /** Accounts that the plan touches one by one, each as its directory told it; absent where it touches none. */
  readonly accountImages?: readonly AccountImage[];
  /** Where the user stood on the policy's timeline, and what it said; absent where the policy has no stages. */
  readonly stage?: PlannedStage;
  /** What of others would be left without the user; absent where there is nothing known of that kind. */
  readonly impact?: Impact;
  /** Present for somebody who is to be created: address and display name are those to be. */
  readonly newcomer?: NewcomerImage;
}

export interface NewcomerImage {
  /** Who has the name or the address already; null where nobody is known to. */
  readonly inTheWay: Namesake | null;
}

/** A user's account in one directory, whole but for the password, which nobody can read. */
export interface AccountImage {
  readonly directory: string;
  /** Crowd's key: the same name made anew has another one. */
  readonly key: AccountKey | null;
  /** As the directory writes it. */
  readonly username: Username;
  readonly firstName: string;
  readonly lastName: string;
  readonly displayName: string;
  readonly email: string;
  readonly status: UserStatus;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  /** Direct groups of the account in its own directory. */
  readonly groups: readonly string[];
}

/** The before-image of a person as the snapshot shows them, with the accounts that were read for the plan. */
export function imagePerson(
  { user, memberships, accounts }: UserWithGroups,
  images: readonly AccountImage[] = [],
  newcomer: NewcomerImage | null = null,
  stage?: PlannedStage,
): BeforeImage {
  return {
    status: user.status,
    email: user.email,
    displayName: user.displayName,
    directGroups: memberships.filter((one) => one.direct).map((one) => one.group),
    ...(accounts.kind === 'untold' ? {} : { accounts }),
    ...(images.length === 0 ? {} : { accountImages: images }),
    ...(newcomer === null ? {} : { newcomer }),
    ...(stage === undefined ? {} : { stage }),
  };
}

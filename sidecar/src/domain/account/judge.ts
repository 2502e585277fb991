// Decides which of a user's accounts speaks for them: the first active one in the order of directories, else the first.

import type { Account } from '../account.ts';
import { foldName } from '../user.ts';
import type { Standing } from './standing.ts';

/** What a user may turn out to have in one directory. */
type State = 'active' | 'disabled' | 'nothing';

/** One directory as a user's account elsewhere sees it. */
interface Neighbour {
  readonly folded: string;
  /** Null where its place is not known: it may stand above or below. */
  readonly order: number | null;
  readonly may: ReadonlySet<State>;
}

type Unjudged = Omit<Account, 'effective'>;

const anything: ReadonlySet<State> = new Set(['active', 'disabled', 'nothing']);

/**
 * Judges the accounts of one user after another. `listTold`: somebody named every directory there is; where nobody did,
 * one that nobody told of may stand anywhere. What two possible worlds answer differently is null.
 */
export function openJudge(
  standings: readonly Standing[],
  listTold: boolean,
): (accounts: readonly Unjudged[]) => Account[] {
  const strangers: Neighbour[] = listTold ? [] : [{ folded: '', order: null, may: anything }];
  const places = standings
    .filter((one) => one.asked !== 'no')
    .map((standing) => ({ standing, folded: foldName(standing.name) }));
  return (accounts) => {
    const own = new Map(accounts.map((account) => [foldName(account.directory), account]));
    const neighbours = places.map(({ standing, folded }): Neighbour => {
      return { folded, order: standing.order, may: possibleStates(standing, own.get(folded)) };
    });
    return accounts.map((account) => {
      const folded = foldName(account.directory);
      const self = neighbours.find((one) => one.folded === folded);
      const others = [...neighbours.filter((one) => one !== self), ...strangers];
      return { ...account, effective: self === undefined ? null : speaks(self, others) };
    });
  };
}

function possibleStates({ asked, read }: Standing, account: Unjudged | undefined): ReadonlySet<State> {
  if (account === undefined) return read ? new Set(['nothing']) : anything;
  const states: State[] = account.status === 'unknown' ? ['active', 'disabled'] : [account.status];
  return new Set(asked === 'yes' ? states : [...states, 'nothing']);
}

/** True or false where every possible world agrees, else null. An account that may not count at all is never false. */
function speaks(self: Neighbour, others: readonly Neighbour[]): boolean | null {
  const above = others.filter((one) => one.order !== null && self.order !== null && one.order < self.order);
  const perhapsAbove = others.filter((one) => one.order === null || self.order === null || one.order <= self.order);
  const can = (ones: readonly Neighbour[], state: State) => ones.some((one) => one.may.has(state));
  const allCanBe = (ones: readonly Neighbour[], fits: (state: State) => boolean) =>
    ones.every((one) => [...one.may].some(fits));

  const canSpeak =
    (self.may.has('active') && allCanBe(above, (state) => state !== 'active')) ||
    (self.may.has('disabled') &&
      allCanBe(others, (state) => state !== 'active') &&
      allCanBe(above, (state) => state === 'nothing'));
  const canBeSilent =
    self.may.has('nothing') ||
    (self.may.has('active') && can(perhapsAbove, 'active')) ||
    (self.may.has('disabled') && (can(others, 'active') || can(perhapsAbove, 'disabled')));

  if (canSpeak) return canBeSilent ? null : true;
  return self.may.has('nothing') ? null : false;
}

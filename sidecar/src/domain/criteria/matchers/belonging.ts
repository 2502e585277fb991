// Leaves about where somebody belongs: groups, the directory of their account or none at all, a seat of the licence.
import { effectiveAccount } from '../../account.ts';
import { foldName } from '../../user.ts';
import { answer, type Matcher, unsure } from '../answer.ts';

export const inGroup: Matcher<'inGroup'> = (group, { memberships }, { groupKnowledge }) => {
  const folded = foldName(group);
  const membership = memberships.find((one) => foldName(one.group) === folded);
  if (membership !== undefined) return answer('yes', { group, direct: membership.direct });
  const knowledge = groupKnowledge(folded);
  if (knowledge === 'complete') return answer('no', { group });
  return unsure(`group-${knowledge}`, { group });
};

/** The account that speaks for the user decides; where it cannot be told, only what all that may speak have in common. */
export const directory: Matcher<'directory'> = (names, { accounts }) => {
  if (accounts.kind === 'untold') return unsure('accounts-not-told');
  const wanted = new Set(names.map(foldName));
  const speaker = effectiveAccount(accounts);
  if (speaker !== null) {
    return answer(wanted.has(foldName(speaker.directory)) ? 'yes' : 'no', { directory: speaker.directory });
  }
  const possible = accounts.accounts.filter((one) => one.effective === null).map((one) => one.directory);
  const inside = possible.filter((name) => wanted.has(foldName(name)));
  const [first] = possible;
  const settled = inside.length === 0 || inside.length === possible.length;
  if (!accounts.complete || first === undefined || !settled) return unsure('accounts-not-told');
  return answer(inside.length > 0 ? 'yes' : 'no', { directory: first });
};

/** Somebody whom Confluence lists and its database has no account of: neither is believed then. */
export const unsynced: Matcher<'unsynced'> = (wanted, { user, unsynced: isUnlisted }, { unsynced: gone }) => {
  if (gone === null) return unsure('unsynced-not-told');
  const isGone = gone.has(user.userKey);
  if (isGone && isUnlisted === undefined) return unsure('unsynced-at-odds');
  return answer(isGone === wanted ? 'yes' : 'no', { unsynced: isGone });
};

export const hasSeat: Matcher<'hasSeat'> = (wanted, person, { seatOf }) => {
  const seat = seatOf(person);
  if (seat === null) return unsure('licence-not-read');
  if (seat === 'unknown') return unsure('seat-not-known');
  return answer((seat === 'yes') === wanted ? 'yes' : 'no', { seat: seat === 'yes' });
};

// Taking the licence from one user: out of every group that grants a seat, and what stays in the way said with its reason.
import type { Seat } from '../licence/seat.ts';
import { foldName } from '../user.ts';
import type { Intent, UnsupportedReason } from './intent.ts';

/**
 * A group inside a licence group is left alone: it was made for something else, and whoever takes somebody out of it
 * must mean that. Without any grant there is nothing to take, unless one may be there that nobody told of.
 */
export function takeLicence(seat: Seat | null): readonly Intent[] {
  if (seat === null) return [leaveRest('licence-not-read')];
  const direct = seat.grants.filter((grant) => grant.direct).map((grant) => grant.group);
  const left = new Set(direct.map(foldName));
  const through = seat.grants.flatMap((grant) => grant.through).filter((group) => !left.has(foldName(group)));
  const intents: Intent[] = [
    ...direct.map((group): Intent => ({ change: { kind: 'remove-from-group', group }, known: null })),
    ...[...new Set(through)].map(
      (group): Intent => ({
        change: { kind: 'remove-from-group', group },
        known: { kind: 'unsupported', reason: 'nested-grant' },
      }),
    ),
    ...(seat.ownGrant === 'yes' ? [leaveRest('own-grant')] : []),
    ...(seat.ownGrant === 'unknown' ? [leaveRest('own-grant-not-certain')] : []),
  ];
  if (intents.length > 0) return intents;
  return seat.seat === 'no'
    ? [{ change: { kind: 'take-licence' }, known: { kind: 'already' } }]
    : [leaveRest('grants-not-known')];
}

function leaveRest(reason: UnsupportedReason): Intent {
  return { change: { kind: 'take-licence' }, known: { kind: 'unsupported', reason } };
}

// Which changes may have somebody take a seat of the licence, whoever they are made to; unknown is yes.
import type { Change } from '../action.ts';
import type { UserKey } from '../user.ts';
import type { Licence } from './licence.ts';
import { createSeatJudge } from './seat.ts';

/** Prepares the question for one reading's licence: a group that certainly grants nothing gives nobody a seat. */
export function openMayTake(licence: Licence): (change: Change) => boolean {
  const judge = createSeatJudge(licence);
  const nobody = '' as UserKey;
  return (change) => {
    switch (change.kind) {
      case 'enable':
      case 'enable-account':
      case 'create-user':
      case 'create-first-account':
        return true;
      case 'add-to-group':
      case 'add-account-to-group':
        return judge({ userKey: nobody, status: 'active', directGroups: [change.group] }).seat !== 'no';
      // A transfer makes no account speak that did not before, and what was to be taken takes no seat.
      default:
        return false;
    }
  };
}

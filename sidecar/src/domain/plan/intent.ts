// What a plan intends before any guard is asked: a change, what is known of it beforehand, and what to tell people besides.
import type { Change } from '../action.ts';
import type { NewcomerGuardName } from '../guard/refusal.ts';

/** Why a change cannot be made here. */
export type UnsupportedReason =
  | 'user-is-gone-for-good' // deleted: nothing brings the user back
  | 'password-not-kept' // the password from before is known to nobody
  | 'not-synchronised-yet' // the change to be taken back waits for Confluence to read the directory
  | 'capability-absent' // this Confluence has no way to do it
  | 'user-not-addressable' // the username cannot stand in the path of the only call there is
  | 'group-not-addressable' // the group's name cannot stand in the path of the only call there is
  | 'name-needs-remote-api' // only the Remote API carries the name of user or group, and it is off
  | 'name-needs-password' // only the Remote API carries it, and it takes no token
  | 'name-needs-open-sessions' // only the Remote API carries it, and secure administrator sessions shut it
  | 'nested-membership' // the membership comes through another group
  | 'group-missing' // no such group
  | 'status-not-told' // the host does not say whether the user is active
  | 'directory-not-configured' // no Crowd application stands for the directory
  | 'directory-unreadable' // the directory did not answer when the plan was made
  | 'account-not-in-source' // nobody of this name in the directory that was named
  | 'source-read-only' // the account could be made anew and never be removed
  | 'target-read-only' // nothing may be made in the target
  | 'name-taken' // somebody else has this name in the target
  | 'target-differs' // the same person is there already, enabled here and disabled there
  | 'groups-missing-in-target' // groups of the account do not exist in the target
  | 'nested-grant' // the group lies inside a licence group and may stand for more than the licence
  | 'own-grant' // the user holds the permission of the licence personally
  | 'own-grant-not-certain' // somebody of the same display name does
  | 'grants-not-known' // a grant may be there that nobody told of
  | 'licence-not-read' // the snapshot knows nothing of the licence
  | 'mail-off' // this product sends no mail, so nobody could be told of the new password
  | 'email-not-told' // nobody could be told of the new password
  | 'unsynced' // no directory has the user any more, so there is no account to change
  | 'directory-read-only' // the directory of the account does not let it happen
  | 'another-account-takes-over'; // the user would stay active by an account in another directory

/** Something to know about a user's part of the plan that changes nothing in it. */
export type PlanNote =
  | 'sole-space-administrator' // nobody else would administer a space of the user
  | 'sole-editor' // nobody else may edit a page of the user
  | 'sole-editor-asked-later' // not all pages of the user were looked at: they are, right before the first step
  | 'personal-space' // the user owns a personal space
  | 'tokens-in-use' // a token of the user was used within 90 days
  | 'target-wins-at-once' // the target is asked first: the new account speaks for the user as soon as it is there
  | 'source-wins-until-removed'
  | 'directory-order-not-told'
  | 'password-does-not-travel'
  | 'directory-not-told' // nobody tells which directory the user's account is in
  | 'licence-group-removable' // where the account cannot be changed, taking a licence group away is possible
  | 'beyond-undo' // the user is to be deleted, which nothing takes back
  | 'disabled-instead' // the policy deletes where possible: here it is not, so the user is to be disabled
  | 'belongs-to-other-policy' // a policy of higher precedence means the user, which a run by hand does not heed
  | 'created-with-seat' // every user whom Confluence creates takes a seat of the licence
  | 'undo-disables' // taking back the creation of a user disables, and never deletes
  | 'told-by-nobody' // no mail goes to the new user: somebody has to say how a password is chosen
  | 'changed-since' // somebody changed the user after the run that is taken back
  | 'reading-not-told' // that, or Confluence has not read a directory since: nobody tells which
  | 'stage-waiting' // the next stage is not due yet
  | 'stage-address-unknown' // nobody tells any more to whom the warning went, so nothing goes on
  | 'stage-warned-otherwise' // the warning delivered said otherwise, and the policy has none to say it anew
  | 'stage-held' // the warning is not delivered yet, so no time passes
  | 'stage-ended' // the last stage is done
  | 'stage-began-anew' // something ended the user's timeline, and another begins
  | 'stage-taken-over'; // a timeline of a policy of lower precedence ends

/** One change an action makes to a person; `known` says what needs no guard to be told. */
export interface Intent {
  readonly change: Change;
  /** What stands in the plan in place of the change where that cannot be made here, and only there. */
  readonly otherwise?: readonly Change[];
  readonly known:
    | { readonly kind: 'already' }
    | { readonly kind: 'refused'; readonly guard: NewcomerGuardName }
    | { readonly kind: 'unsupported'; readonly reason: UnsupportedReason }
    | null;
}

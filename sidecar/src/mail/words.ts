// The words of a report: outcomes, reasons and guards in sentences an administrator would say. English for now.
import type { Change } from '../domain/action.ts';
import type { ActivityKind } from '../domain/activity.ts';
import type { UnknownReason } from '../domain/criteria/matches.ts';
import type { UnsupportedReason } from '../domain/plan/intent.ts';
import type { ReportedSource } from '../domain/report.ts';
import type { Outcome, OutcomeKind, RehearsalReason, SkipReason, Verification } from '../domain/run.ts';
import { sentenceOf } from '../errors.ts';
import { count } from './counts.ts';
import { wordGuard } from './guard-words.ts';

const unknownWords: Readonly<Record<UnknownReason, string>> = {
  'activity-no-source':
    'nothing tells when people last signed in: this Confluence does not, and neither its database nor a file of sign-ins is set up',
  'activity-not-covered': 'no source lists their last login (in Confluence: disabled, or without a licence)',
  'activity-not-told': 'a source lists them without a last login',
  'activity-in-the-future': 'a last login or use of theirs lies in the future',
  'activity-unreadable': 'a last login or use of theirs could not be understood',
  'activity-source-failed': 'reading the activity broke off before them',
  'activity-source-stale': 'a source of activity is too old to rely on',
  'activity-before-coverage': 'a source of activity does not reach back to what is known of them',
  'account-age-not-told': 'Confluence tells no creation date, and we have not known them long enough',
  'disabled-since-not-told': 'Confluence tells no date of disabling, and we have not seen them disabled long enough',
  'status-not-told': 'Confluence does not tell whether they are active',
  'email-not-told': 'their e-mail address is not known',
  'group-unreadable': 'the members of a group could not be read',
  'group-nesting-unread': 'nested groups cannot be read at this Confluence',
  'group-missing': 'a group does not exist',
  'accounts-not-told': 'it is not known in which directory the account that speaks for them lies',
  'unsynced-not-told': 'nothing tells whom no directory has any more: only the database of Confluence does',
  'unsynced-at-odds':
    'Confluence lists them, and its database has no account of theirs: look there which of the two is right',
  'seat-not-known': 'whether they take a seat of the licence cannot be told',
  'licence-not-read': 'the snapshot knows nothing of the licence: read Confluence again',
  'logins-not-counted': 'nothing tells how often they logged in: only the database of Confluence does',
  'field-missing': 'there is no such field',
  'field-not-told': 'they have no value in the field',
  'field-no-day': 'the value of the field is no date',
  'field-day-open': 'the day is not over everywhere on earth yet',
  'list-missing': 'there is no such list',
  'list-unmatched': 'a row of the list that fits nobody for certain may mean them',
};

/** Why users could not be answered, as the end of "left out, because …". */
export function wordUnknown(reason: UnknownReason): string {
  return unknownWords[reason];
}

const activityWords: Readonly<Record<ActivityKind, string>> = {
  login: 'login',
  authentication: 'password check',
  'token-use': 'use of an access token',
  contribution: 'contribution',
  'page-view': 'page view',
  kept: 'answer to a warning',
};

/** How an activity came about, as in "last active 93 days ago (page view …)". */
export function wordActivityKind(kind: ActivityKind): string {
  return activityWords[kind];
}

const skipWords: Readonly<Record<SkipReason, string>> = {
  'user-is-gone': 'the user is gone',
  'user-was-renamed': 'renamed after the plan was made',
  'user-not-certain': 'it is not certain that the user of this name is the one who was created',
  'status-changed': 'enabled or disabled by somebody else after the plan was made',
  'group-changed': 'groups changed by somebody else after the plan was made',
  'criteria-no-longer-match': 'not meant any more, most likely signed in after the plan was made',
  'stage-was-reset': 'used, reactivated or moved on after the plan was made, so the stages begin anew',
  'earlier-step-failed': 'an earlier step for this user did not succeed',
  'earlier-step-undone':
    'an earlier step does not show at this user: taken back by somebody, without effect, or not told',
  cancelled: 'the run was cancelled',
  'earlier-wave': 'an earlier wave of this approval came to them already',
  'carried-over': 'carried over to the next run, because the limit of this one is reached',
  'too-many-failures': 'too many changes had failed before, so the rest was left alone',
  'host-stopped-answering': 'Confluence stopped answering',
  'turned-away': 'our own sign-in or address had been refused, so the rest was left alone',
  'canary-without-effect': 'the first changes in the same directory had no effect, so the rest was not tried',
};

const unsupportedWords: Readonly<Record<UnsupportedReason, string>> = {
  'user-is-gone-for-good': 'the user was deleted, which nothing takes back',
  'password-not-kept': 'nobody knows the password from before',
  'not-synchronised-yet':
    'Confluence still shows the user as before a change that it had not read from the directory: take it back once the directory was read',
  'capability-absent': 'this Confluence has no way to do it',
  'user-not-addressable': 'the username cannot be used with this Confluence: change the user there by hand',
  'group-not-addressable':
    'the name of the group cannot be used with this Confluence: change its members there by hand',
  'name-needs-remote-api':
    'only the Remote API of Confluence carries a name with a slash, and it is off: switch it on under General configuration, Further configuration',
  'name-needs-password':
    'only the Remote API of Confluence carries a name with a slash, and it takes no token: set UM_CONFLUENCE_USERNAME and UM_CONFLUENCE_PASSWORD instead',
  'name-needs-open-sessions':
    'only the Remote API of Confluence carries a name with a slash, and secure administrator sessions shut it: switch them off under General configuration, Security configuration',
  'nested-membership': 'the membership comes through another group',
  'group-missing': 'the group does not exist',
  'status-not-told': 'nobody tells whether the user is active',
  'directory-not-configured': 'no Crowd application is configured for the directory',
  'directory-unreadable': 'the directory did not answer when the plan was made',
  'account-not-in-source': 'the directory that was named has no such account',
  'source-read-only': 'the source is read only, so the account could not be removed there',
  'target-read-only': 'the target is read only',
  'name-taken': 'somebody else has this name in the target',
  'target-differs': 'the account is there already, enabled in one directory and disabled in the other',
  'groups-missing-in-target': 'the target lacks groups of the account',
  'mail-off': 'no mail server is configured, so the user could not be told',
  'email-not-told': 'no e-mail address is known to tell the user by',
  'nested-grant':
    'it lies inside a licence group and may stand for more than the licence: take the user out of it by an action of its own, or it out of the licence group',
  'own-grant':
    'the user holds the permission to use Confluence personally: revoke it in Confluence under Global permissions',
  'own-grant-not-certain':
    'somebody of this display name holds the permission to use Confluence personally: look under Global permissions who it is, and revoke it there',
  'grants-not-known':
    'what grants a seat is not completely known: let the database of Confluence be read, or name all licence groups in UM_LICENCE_GROUPS',
  'licence-not-read': 'the snapshot knows nothing of the licence: read Confluence again',
  unsynced:
    'no directory has this user any more, so there is no account to change. An administrator can delete the user by hand, for good, in the tab "Unsynced from directory" of the user management of Confluence; if a directory brings the name back, the user is as before',
  'directory-read-only': 'the directory of the account is read only: change it where the directory is kept',
  'another-account-takes-over': 'the user would stay active by an account in another directory',
};

/** Why a step did not come about as wished, or null where nothing is to be explained. */
export function wordReason(outcome: Outcome): string | null {
  switch (outcome.kind) {
    case 'skipped':
      return skipWords[outcome.reason];
    case 'refused':
      return wordGuard(outcome);
    case 'unsupported':
      return unsupportedWords[outcome.reason as UnsupportedReason] ?? outcome.reason;
    case 'failed':
    case 'unknown':
      return sentenceOf(outcome.code);
    case 'applied-without-effect':
      return 'the user is still active, most likely by an account in another directory';
    default:
      return null;
  }
}

const outcomeWords: Readonly<Record<OutcomeKind, string>> = {
  applied: 'done',
  'applied-without-effect': 'done, without effect',
  already: 'was so already',
  'pending-synchronisation': 'done, waiting for synchronisation',
  rehearsed: 'would be done',
  skipped: 'left alone',
  refused: 'left alone',
  unsupported: 'cannot be done',
  failed: 'failed',
  unknown: 'not known',
};

/** What became of one step, with the reason where there is one. */
export function wordOutcome(outcome: Outcome | null): string {
  if (outcome === null) return 'not done';
  const reason = wordReason(outcome);
  return reason === null ? outcomeWords[outcome.kind] : `${outcomeWords[outcome.kind]}: ${reason}`;
}

const verificationWords: Readonly<Record<Verification, string>> = {
  confirmed: 'confirmed by reading back',
  contradicted: 'but reading back says otherwise',
  unreadable: 'could not be read back',
};

/** What the read-back said; empty where there was none. */
export function wordVerification(verification: Verification | null): string {
  return verification === null ? '' : verificationWords[verification];
}

/** A change as a thing done: "disabled", "removed from confluence-users". */
export function wordDone(change: Change): string {
  switch (change.kind) {
    case 'disable':
      return 'disabled';
    case 'enable':
      return 'enabled';
    case 'delete':
      return 'deleted';
    case 'add-to-group':
      return `added to ${change.group}`;
    case 'remove-from-group':
      return `removed from ${change.group}`;
    case 'set-random-password':
      return 'given a random password';
    case 'create-user':
      return 'created';
    case 'create-first-account':
      return `created in directory ${change.directory}`;
    case 'take-licence':
      return 'freed of the licence';
    case 'warn':
      return 'warned by mail';
    case 'disable-account':
      return `disabled in directory ${change.directory}`;
    case 'enable-account':
      return `enabled in directory ${change.directory}`;
    case 'create-group':
      return `helped by a new group ${change.group} in directory ${change.directory}`;
    case 'create-account':
      return `created in directory ${change.directory}`;
    case 'copy-attributes':
      return `given the attributes known in directory ${change.from}`;
    case 'add-account-to-group':
      return `added to ${change.group} in directory ${change.directory}`;
    case 'delete-account':
      return `removed from directory ${change.directory}`;
    case 'mail-password-reset':
      return `sent a link to choose a password by directory ${change.directory}`;
    case 'withdraw-account':
      return `taken out of directory ${change.directory} again`;
  }
}

const rehearsalWords: Readonly<Record<RehearsalReason, string>> = {
  'policy-in-test-mode': 'the policy is in test mode',
  'process-observes': 'user management is in observe mode',
  'asked-for-test': 'a test was asked for',
  'host-not-confirmed': 'this Confluence is not confirmed yet',
};

/** Why a run only rehearsed. */
export function wordRehearsal(reason: RehearsalReason): string {
  return rehearsalWords[reason];
}

const sourceWords: Readonly<Record<string, string>> = {
  'users.list': 'users',
  'users.activity': 'last logins',
  'groups.list': 'groups',
  'groups.members': 'groups with their members',
  'audit.logins': 'logins in the audit log',
  'database.logins': 'logins in the database',
  'database.authentications': 'password checks in the database',
  'database.tokens': 'token uses in the database',
  'database.views': 'page views in the database',
  'access-log': 'people in the access log',
  beacon: 'people whom pages told of',
  'keep-me': 'people who answered a warning',
  'content.editors': 'people who changed content lately',
  accounts: 'accounts in user directories',
  'accounts.names': 'names without an account, or without one of their own, in the database',
};

/** What was read of one source: "4,876 users", or what is missing and why. */
export function wordSource({ source, state, reason, count: rows, missed }: ReportedSource): string {
  const name = nameSource(source);
  if (state === 'complete') return `${count(rows)} ${name}${wordMissed(missed)}`;
  const ofDirectory = source.startsWith('accounts:') && reason !== null;
  if (state === 'absent')
    return `no ${name}: ${ofDirectory ? sentenceOf(reason) : 'this Confluence does not tell them'}`;
  const why =
    reason === null ? '' : reason === 'group_unreadable' ? ': some could not be read' : `: ${sentenceOf(reason)}`;
  return state === 'partial' ? `${count(rows)} ${name}, not complete${why}` : `no ${name}, reading failed${why}`;
}

function wordMissed(missed: ReportedSource['missed']): string {
  if (missed === undefined) return '';
  const seen = missed.of === 1 ? 'one person' : `${count(missed.of)} people`;
  return ` (of ${seen} whom others saw in the last 30 days they miss ${count(missed.count)})`;
}

function nameSource(source: string): string {
  const [, of, directory] = /^(crowd|accounts):(.+)$/s.exec(source) ?? [];
  if (directory === undefined) return sourceWords[source] ?? source;
  return of === 'crowd' ? `password checks by ${directory}` : `accounts in ${directory}`;
}

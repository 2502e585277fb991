// The words of guards: why a step was refused, why a plan was held, and which exemptions end soon.
import type {
  AccountGuardName,
  NewcomerGuardName,
  PlanRefusal,
  PlanRefusalDetails,
  StepGuardName,
} from '../domain/guard/refusal.ts';
import type { EndingExemption } from '../domain/report.ts';
import type { Outcome } from '../domain/run.ts';
import { count, countUsers } from './counts.ts';

type GuardName = StepGuardName | AccountGuardName | NewcomerGuardName;

const guardWords: Readonly<Record<GuardName, string>> = {
  'own-account': 'the account that user management itself works with',
  'protected-user': 'protected by name',
  exempt: 'exempt from all policies',
  'protected-group': 'protected by a group',
  administrator: 'an administrator',
  'administrator-credentials': 'credentials of an administrator, which take an administrator and a second one',
  'last-administrator': 'kept, so that an administrator is left',
  'started-the-run': 'the person who started or approved the run',
  'role-group': 'the group gives rights in the administration, which takes an administrator and a second one',
  'looks-like-service-account':
    'looks like a service account, to be reviewed: its token is in use and nobody ever signed in',
  'unknown-activity': 'activity is not known',
  'belongs-to-other-policy': 'belongs to another policy, which comes first',
  'approved-in-waves': 'approved already, to be done by a later wave of that approval',
  'sole-editor': 'alone may edit a page: open it to another one first',
  'sole-editor-unknown': 'it cannot be told whether anybody else may edit their pages',
  'copy-incomplete': 'the other directory does not hold the whole account yet',
  'no-other-account': 'the account it was made from is not there any more, so this one stays',
  'username-unlawful':
    'Confluence takes no such username: no capitals, no white space, none of \\ , + < > \' ", and not anonymous',
  'email-unlawful': 'this is no address that a mail can go to',
  'named-twice': 'the same request names this user before',
  'name-taken': 'somebody else has this username',
  'email-taken': 'somebody else has this e-mail address',
  'licence-full': 'no seat of the licence is left',
};

/** Why a guard left a user alone; a guard of a later version goes by its name. */
export function wordGuard({ guard, details }: Extract<Outcome, { kind: 'refused' }>): string {
  const words = guardWords[guard as GuardName] ?? guard;
  if (details === undefined) return words;
  if ('policy' in details) return `belongs to the policy ${details.policy}, which comes first`;
  if ('pages' in details) return `alone may edit page ${details.pages.join(', ')}: open it to another one first`;
  const name = details.byNameAlone ? ', by name: made for another account' : '';
  return `${words} by exemption ${details.exemption}, which ends ${details.endsAt.slice(0, 10)}${name}`;
}

/** Why a plan was held, with its numbers. */
export function wordRefusal({ guard, details }: PlanRefusal): string {
  switch (guard) {
    case 'user-count':
      return `${countUsers(Number(details.planned))} would be changed, the limit of the policy is ${count(Number(details.limit))}.`;
    case 'user-percent':
      return `${countUsers(Number(details.planned))} would be changed, ${details.percent} % of ${count(Number(details.usersRead))}; the limit is ${details.limit} %.`;
    case 'privileged-changes':
      return wordPrivileged(details);
    case 'impact':
      return wordHeldImpact(details);
    case 'host-not-confirmed':
      return 'This is not the Confluence that was set up, or it moved. Confirm it in user management first.';
    case 'exemption-unreadable':
      return `The members of a protected group are not completely known: ${details.groups}.`;
    case 'unknown-share':
      return `${countUsers(details.unknown)} cannot be answered, ${details.percent} % of ${count(details.usersRead)}; the limit is ${details.limit} %.`;
    case 'growth':
      return `${countUsers(details.planned)} would be changed, more than ${details.limit} times the ${count(details.before)} of the last runs of this policy.`;
    case 'rolling-window':
      return `With this plan all policies would have changed ${countUsers(details.users)} within ${details.days} days, ${details.percent} % of ${count(details.usersRead)}; the limit is ${details.limit} %.`;
    case 'population-shrunk':
      return `Only ${countUsers(details.usersRead)} could be read, the last run saw ${count(details.before)}. Most likely a source is broken.`;
    case 'activity-shift':
      return `${details.idlePercent} % of the users look idle, at the last run it was ${details.before} %. Most likely a source of activity is broken.`;
    case 'activity-implausible':
      return `Of ${countUsers(details.enabled)} who are not disabled, ${count(details.recent)} were seen within 30 days and ${count(details.inFuture)} in the future. Most likely a source of activity is broken.`;
    case 'snapshot-too-old':
      return `What was read is ${details.ageHours} hours old, the limit is ${details.limit}.`;
    case 'directory-synchronising':
      return `Confluence was still reading ${details.directories} after ${count(details.minutes)} minutes.`;
    case 'reindex-running':
      return `Confluence was still rebuilding its search index, on which its last logins rest, after ${count(details.minutes)} minutes.`;
  }
}

/** An exemption that ends soon, with its last moment in the zone of the mail. */
export function wordEndingExemption({ id, group, endsAt }: EndingExemption, timeZone: string): string {
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone });
  const whom = group === null ? 'of a user' : `of the group ${group}`;
  return `Exemption ${id} ${whom} ends on ${date.format(new Date(endsAt))}. From then on policies may act there again.`;
}

function wordPrivileged({ users, groups, credentials }: PlanRefusalDetails['privileged-changes']): string {
  const given = groups === '' ? [] : [`membership of ${groups} gives rights in the administration`];
  const touched = credentials === 0 ? [] : [`credentials of ${count(credentials)} administrators are touched`];
  const what = [...given, ...touched].join(', and ');
  return `For ${countUsers(users)} this takes an administrator and a second one, who approves exactly this plan: ${what}.`;
}

function wordHeldImpact(details: PlanRefusalDetails['impact']): string {
  const { soleSpaceAdministrator: spaces, soleEditor: pages } = details;
  const { personalSpace: personal, tokensInUse: tokens, untold } = details;
  const parts = [
    ...(spaces === 0 ? [] : [`${countUsers(spaces)} would leave a space without an administrator`]),
    ...(pages === 0 ? [] : [`${countUsers(pages)} would leave a page that nobody else may edit`]),
    ...(personal === 0 ? [] : [`${countUsers(personal)} would leave a personal space behind`]),
    ...(tokens === 0 ? [] : [`${countUsers(tokens)} had a token used within 90 days`]),
    ...(untold === '' ? [] : [`it cannot be told here what the policy asks for (${untold})`]),
  ];
  return `Held because the policy asks for it: ${parts.join(', and ')}. The plan names them.`;
}

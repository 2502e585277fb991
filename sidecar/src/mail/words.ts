// The words of a report: outcomes, reasons and guards in sentences an administrator would say. English for now.
import type { Change } from '../domain/action.ts';
import type { LeafTrace, Trace, UnknownReason } from '../domain/criteria/matches.ts';
import type { PlanRefusal, StepGuardName } from '../domain/guard/refusal.ts';
import type { UnsupportedReason } from '../domain/plan/plan.ts';
import type { Outcome, RehearsalReason, SkipReason, Verification } from '../domain/run.ts';
import { sentenceOf } from '../errors.ts';

const numbers = new Intl.NumberFormat('en-GB');

/** A whole number with separators. */
export function count(value: number): string {
  return numbers.format(value);
}

/** `1 user`, `2 users`. */
export function countUsers(value: number): string {
  return `${count(value)} ${value === 1 ? 'user' : 'users'}`;
}

const unknownWords: Readonly<Record<UnknownReason, string>> = {
  'activity-no-source': 'this Confluence offers no source of activity',
  'activity-not-covered': 'the activity source does not list them (disabled or without a licence)',
  'activity-not-told': 'Confluence lists them and tells no last login',
  'activity-in-the-future': 'their last login lies in the future',
  'activity-unreadable': 'their last login could not be understood',
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
};

/** Why users could not be answered, as the end of "left out, because …". */
export function wordUnknown(reason: UnknownReason): string {
  return unknownWords[reason];
}

const guardWords: Readonly<Record<StepGuardName, string>> = {
  'own-account': 'this is the account user management itself works with',
  'protected-user': 'protected by name',
  'protected-group': 'member of a protected group',
  administrator: 'an administrator',
  'last-administrator': 'the last administrator',
  'role-group': 'the group gives rights in administration',
  'unknown-activity': 'activity is not known any more',
};

const skipWords: Readonly<Record<SkipReason, string>> = {
  'user-is-gone': 'the user is gone',
  'user-was-renamed': 'the user was renamed after the plan was made',
  'status-changed': 'the status changed after the plan was made',
  'group-changed': 'the groups changed after the plan was made',
  'criteria-no-longer-match': 'was active, or otherwise not meant any more, after the plan was made',
  'earlier-step-failed': 'an earlier step for this user did not succeed',
  cancelled: 'the run was cancelled',
  'host-stopped-answering': 'Confluence stopped answering',
};

const unsupportedWords: Readonly<Record<UnsupportedReason, string>> = {
  'capability-absent': 'this Confluence has no way to do it',
  'user-not-addressable': 'the username cannot be used with this Confluence',
  'group-not-addressable': 'the name of the group cannot be used with this Confluence',
  'nested-membership': 'the membership comes through another group',
  'group-missing': 'the group does not exist',
  'status-not-told': 'Confluence does not tell whether the user is active',
};

/** What became of one step. */
export function wordOutcome(outcome: Outcome | null): string {
  if (outcome === null) return 'not done yet';
  switch (outcome.kind) {
    case 'applied':
      return 'done';
    case 'applied-without-effect':
      return 'done, without effect';
    case 'already':
      return 'was so already';
    case 'pending-synchronisation':
      return 'done, waiting for synchronisation';
    case 'rehearsed':
      return 'would be done';
    case 'skipped':
      return `left alone: ${skipWords[outcome.reason]}`;
    case 'refused':
      return `left alone: ${guardWords[outcome.guard as StepGuardName] ?? outcome.guard}`;
    case 'unsupported':
      return `cannot: ${unsupportedWords[outcome.reason as UnsupportedReason] ?? outcome.reason}`;
    case 'failed':
      return `failed: ${sentenceOf(outcome.code)}`;
    case 'unknown':
      return `not known: ${sentenceOf(outcome.code)}`;
  }
}

const verificationWords: Readonly<Record<Verification, string>> = {
  confirmed: 'read back',
  contradicted: 'read back, and it is not so',
  unreadable: 'could not be read back',
};

/** What the read-back said; empty where there was none. */
export function wordVerification(verification: Verification | null): string {
  return verification === null ? '' : verificationWords[verification];
}

/** A change in the imperative: "disable", "remove from confluence-users". */
export function wordChange(change: Change): string {
  if (change.kind === 'add-to-group') return `add to ${change.group}`;
  if (change.kind === 'remove-from-group') return `remove from ${change.group}`;
  return change.kind;
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

/** Why a plan was held, with its numbers. */
export function wordRefusal({ guard, details }: PlanRefusal): string {
  switch (guard) {
    case 'user-count':
      return `${countUsers(Number(details.planned))} would be changed, the limit of the policy is ${count(Number(details.limit))}.`;
    case 'user-percent':
      return `${countUsers(Number(details.planned))} would be changed, ${details.percent} % of ${count(Number(details.usersRead))}; the limit is ${details.limit} %.`;
    case 'host-not-confirmed':
      return 'This is not the Confluence that was set up, or it moved. Confirm it in user management first.';
    case 'exemption-unreadable':
      return `The members of a protected group are not completely known: ${details.groups}.`;
    case 'snapshot-too-old':
      return `What was read is ${details.ageHours} hours old, the limit is ${details.limit}.`;
  }
}

/** The trace that selected a user, in words: only the leaves that speak for it. */
export function wordTrace(trace: Trace): string {
  if ('leaf' in trace) return wordLeaf(trace);
  if (trace.combine === 'not') return trace.children.map((child) => `not (${wordTrace(child)})`).join('; ');
  const speaking = trace.combine === 'any' ? trace.children.filter((child) => child.verdict === 'yes') : trace.children;
  return speaking.map(wordTrace).join(', ');
}

function wordLeaf({ leaf, argument, facts, verdict }: LeafTrace): string {
  if (verdict === 'unknown') return 'not known';
  switch (leaf) {
    case 'inactiveDays':
      if (facts.never === true) return 'never active';
      return `last active ${facts.days} days ago (${facts.kind}, read ${dayAndTime(facts.readAt)})`;
    case 'neverActive':
      return 'firstSeenAt' in facts ? `never active, first seen ${facts.days} days ago` : 'never active';
    case 'disabledDays':
      return 'days' in facts ? `seen disabled for ${facts.days} days` : 'not disabled';
    case 'inGroup':
      return `in group ${String(argument)}${facts.direct === false ? ' (through another group)' : ''}`;
    case 'status':
      return String(facts.status);
    case 'username':
      return `username ${facts.username}`;
    case 'emailDomain':
      return `mail domain ${facts.domain}`;
  }
}

function dayAndTime(at: unknown): string {
  return typeof at === 'string' ? `${at.slice(0, 16).replace('T', ' ')} UTC` : 'at an unknown time';
}

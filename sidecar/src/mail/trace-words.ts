// Why somebody was meant, in words: the facts that speak for it, each said as it is.
import type { ActivityKind } from '../domain/activity.ts';
import type { Facts, LeafTrace, Trace, Verdict } from '../domain/criteria/matches.ts';
import type { BeforeImage } from '../domain/plan/before-image.ts';
import { count } from './counts.ts';
import { wordPlannedStage } from './stage-words.ts';
import { wordActivityKind, wordUnknown } from './words.ts';

/** Why somebody is in a plan, and where they stand on its timeline; whoever is to be created was not selected by any criteria. */
export function wordSelection({ before, trace }: Selected, timeZone: string): string {
  if (before.newcomer !== undefined) return 'asked for as a new user';
  const facts = wordTrace(trace, timeZone);
  return before.stage === undefined ? facts : `${facts}; ${wordPlannedStage(before.stage, timeZone)}`;
}

interface Selected {
  readonly before: Pick<BeforeImage, 'newcomer' | 'stage'>;
  readonly trace: Trace;
}

/** The trace in words: only what decided it. Dates are days in the given zone. */
export function wordTrace(trace: Trace, timeZone: string): string {
  const facts = decisive(trace).map((leaf) => wordLeaf(leaf, timeZone));
  return [...new Set(facts)].join(', ') || 'everybody is meant';
}

/** The leaves that made the verdict what it is: one "no" decides "all", one "yes" decides "any", what is unknown keeps it open. */
function decisive(trace: Trace): LeafTrace[] {
  if ('leaf' in trace) return [trace];
  if (trace.combine === 'not') return trace.children.flatMap(decisive);
  const deciding: Verdict = trace.combine === 'all' ? 'no' : 'yes';
  const decided = trace.verdict === deciding || trace.verdict === 'unknown';
  const speaking = decided ? trace.children.filter((one) => one.verdict === trace.verdict) : trace.children;
  return speaking.flatMap(decisive);
}

function wordLeaf({ leaf, argument, facts, verdict, unknown }: LeafTrace, timeZone: string): string {
  if (verdict === 'unknown') return unknown === undefined ? 'not known' : `not known: ${wordUnknown(unknown)}`;
  switch (leaf) {
    case 'inactiveDays':
      return facts.never === true ? 'never active' : wordActivity(facts, timeZone);
    case 'neverActive':
      if ('lastActivityAt' in facts) return `last active on ${wordDay(facts.lastActivityAt, timeZone)}`;
      return 'createdAt' in facts
        ? `never active, created on ${wordDay(facts.createdAt, timeZone)}`
        : `never active, first seen ${wordDaysAgo(facts.days)}`;
    case 'loggedInOnce':
      if (facts.never === true) return 'never active';
      if (!('onlyLoginAt' in facts)) return 'logged in more than once';
      if ('lastActivityAt' in facts) return `logged in once and came back, ${wordActivity(facts, timeZone)}`;
      return `logged in only once, ${wordDaysAgo(facts.days)} (on ${wordDay(facts.onlyLoginAt, timeZone)})`;
    case 'disabledDays':
      return 'days' in facts ? `seen disabled for ${wordDays(facts.days)}` : 'not disabled';
    case 'inGroup':
      if (verdict === 'no') return `not in group ${String(argument)}`;
      return `in group ${String(argument)}${facts.direct === false ? ' (through another group)' : ''}`;
    case 'directory':
      return `account in directory ${String(facts.directory)}`;
    case 'hasSeat':
      return facts.seat === true ? 'takes a seat of the licence' : 'takes no seat of the licence';
    case 'unsynced':
      return facts.unsynced === true ? 'in no directory any more' : 'in a directory';
    case 'status':
      return String(facts.status);
    case 'username':
      return 'glob' in facts ? `username matches ${String(facts.glob)}` : `username ${String(facts.username)}`;
    case 'displayName':
      return 'glob' in facts ? `name matches ${String(facts.glob)}` : `name ${String(facts.displayName)}`;
    case 'email':
      return 'glob' in facts ? `e-mail address matches ${String(facts.glob)}` : `e-mail address ${String(facts.email)}`;
    case 'emailDomain':
      return `mail domain ${String(facts.domain)}`;
    case 'users':
      return verdict === 'yes' ? `named by ${wordNamedBy(facts.by)}` : 'not named';
    case 'inList':
      return `${verdict === 'yes' ? 'on' : 'not on'} the list ${String(argument)}`;
    case 'field':
      return 'value' in facts ? `${String(facts.field)}: ${String(facts.value)}` : `no value in ${String(facts.field)}`;
  }
}

function wordNamedBy(by: Facts[string] | undefined): string {
  return by === 'userKey' ? 'user key' : by === 'email' ? 'e-mail address' : 'username';
}

function wordActivity({ days, kind, lastActivityAt }: Facts, timeZone: string): string {
  return `last active ${wordDaysAgo(days)} (${wordActivityKind(kind as ActivityKind)} on ${wordDay(lastActivityAt, timeZone)})`;
}

function wordDaysAgo(days: Facts[string] | undefined): string {
  return Number(days) < 1 ? 'less than a day ago' : `${wordDays(days)} ago`;
}

function wordDays(days: Facts[string] | undefined): string {
  return Number(days) === 1 ? '1 day' : `${count(Number(days))} days`;
}

function wordDay(at: Facts[string] | undefined, timeZone: string): string {
  const date = new Date(String(at));
  if (Number.isNaN(date.getTime())) return 'an unknown day';
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone }).format(date);
}

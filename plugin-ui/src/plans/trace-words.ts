// Why somebody is in a plan, in the reader's language: the facts of the trace that decided, each said as it is.
import type { TraceDocument } from '../../../sidecar/src/contract/plans.ts';
import type { Words } from '../ui/words/words.ts';
import type { Entry } from './run-queries.ts';

type Leaf = Extract<TraceDocument, { leaf: string }>;

/** Whoever is to be created was selected by no conditions. */
export function sayWhy(words: Words, { before, trace }: Pick<Entry, 'before' | 'trace'>): string {
  return before.newcomer === undefined ? sayTrace(words, trace) : words.say('trace.newcomer');
}

/** Only what decided. */
export function sayTrace(words: Words, trace: TraceDocument): string {
  const facts = new Set(findDecisive(trace).map((leaf) => sayLeaf(words, leaf)));
  return facts.size === 0 ? words.say('trace.everybody') : [...facts].join(', ');
}

/** One "no" decides "all", one "yes" decides "any", and what is unknown keeps both open. */
function findDecisive(trace: TraceDocument): readonly Leaf[] {
  if ('leaf' in trace) return [trace];
  const { combine, verdict, children } = trace;
  const isDecided = combine !== 'not' && (verdict === 'unknown' || verdict === (combine === 'all' ? 'no' : 'yes'));
  const speaking = isDecided ? children.filter((child) => child.verdict === verdict) : children;
  return speaking.flatMap(findDecisive);
}

function sayLeaf(words: Words, { leaf, argument, verdict, facts }: Leaf): string {
  if (verdict === 'unknown') return words.say('common.unknown');
  const count = Number(facts.days ?? 0);
  const text = (name: string): string => String(facts[name] ?? '');
  const day = (name: string): string => words.date(text(name));
  switch (leaf) {
    case 'inactiveDays':
      return sayLastActive(words, facts);
    case 'neverActive':
      if ('lastActivityAt' in facts) return words.say('trace.lastActiveOn', { day: day('lastActivityAt') });
      if ('createdAt' in facts) return words.say('trace.neverCreated', { day: day('createdAt') });
      return words.say('trace.neverSince', { count });
    case 'loggedInOnce':
      if (facts.never === true) return words.say('trace.never');
      if (!('onlyLoginAt' in facts)) return words.say('trace.loggedMore');
      if ('lastActivityAt' in facts) return `${words.say('trace.cameBack')}, ${sayLastActive(words, facts)}`;
      return words.say('trace.loggedOnce', { day: day('onlyLoginAt') });
    case 'disabledDays':
      return 'days' in facts ? words.say('trace.disabledFor', { count }) : words.say('trace.notDisabled');
    case 'inGroup': {
      const kind = verdict === 'no' ? 'notInGroup' : facts.direct === false ? 'inGroupNested' : 'inGroup';
      return words.say(`trace.${kind}`, { group: String(argument) });
    }
    case 'hasSeat':
      return words.say(facts.seat === true ? 'trace.seat' : 'trace.noSeat');
    case 'unsynced':
      return words.say(facts.unsynced === true ? 'trace.unsynced' : 'trace.synced');
    case 'status':
      return words.find(`plan.status.${text('status')}`) ?? text('status');
    case 'users':
      return words.say(verdict === 'yes' ? 'trace.named' : 'trace.notNamed');
    case 'inList':
      return words.say(verdict === 'yes' ? 'trace.onList' : 'trace.notOnList', { name: String(argument) });
    case 'field':
      if ('value' in facts) return words.say('trace.field', { field: text('field'), value: text('value') });
      return words.say('trace.noField', { field: text('field') });
    case 'directory':
    case 'username':
    case 'displayName':
    case 'email':
    case 'emailDomain':
      return words.say(`trace.${leaf}`, {
        value: text('glob' in facts ? 'glob' : leaf === 'emailDomain' ? 'domain' : leaf),
      });
  }
}

function sayLastActive(words: Words, facts: Leaf['facts']): string {
  if (facts.never === true) return words.say('trace.never');
  const kind = words.find(`activity.kind.${String(facts.kind)}`) ?? String(facts.kind);
  return words.say('trace.lastActive', {
    count: Number(facts.days ?? 0),
    kind,
    day: words.date(String(facts.lastActivityAt ?? '')),
  });
}

// A policy as sentences: when, who and what.
import type { ActionDocument } from '../../../sidecar/src/contract/policies/actions.ts';
import type { StageDocument } from '../../../sidecar/src/contract/policies/stages.ts';
import type { PolicyDocument } from '../../../sidecar/src/contract/policies.ts';
import { sayCriteria } from '../criteria/criteria-words.ts';
import type { Words } from '../ui/words/words.ts';
import { sayCron } from './cron-words.ts';
import { readStart } from './schedule.ts';

/** Such as "Every day 02:00 Europe/Berlin: not active for 90 days → disable". */
export function sayPolicyWhole(words: Words, policy: PolicyDocument): string {
  const parts = {
    when: sayWhen(words, policy),
    who: sayCriteria(words, policy.criteria),
    what: sayWhat(words, policy),
  };
  return words.say('policies.sentence', parts);
}

export function sayWhen(words: Words, policy: Pick<PolicyDocument, 'schedule' | 'on'>): string {
  const start = readStart(policy);
  const zone = policy.schedule?.zone ?? '';
  switch (start.kind) {
    case 'daily':
      return words.say('policies.when.daily', { time: start.time, zone });
    case 'interval': {
      const { time, days, from } = start;
      return words.say('policies.when.interval', { time, zone, count: days, from: words.day(from) });
    }
    case 'weekly':
      return words.say('policies.when.weekly', { time: start.time, zone, day: nameWeekday(words, start.weekday) });
    case 'monthly':
      return words.say('policies.when.monthly', { time: start.time, zone, day: `${start.day}` });
    case 'cron':
      return sayCronOf(words, start.cron, zone);
    default:
      return words.say(`policies.when.${start.kind}`);
  }
}

function sayCronOf(words: Words, cron: string, zone: string): string {
  const times = sayCron(words, cron);
  if (times === null) return words.say('policies.when.cron', { cron, zone });
  return words.say('policies.when.times', { times: `${times.charAt(0).toUpperCase()}${times.slice(1)}`, zone });
}

/** The first of March 2026 was a Sunday. */
export function nameWeekday({ language }: Pick<Words, 'language'>, weekday: number): string {
  const day = new Date(Date.UTC(2026, 2, 1 + weekday));
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(day);
}

export function sayWhat(
  words: Words,
  { actions = [], stages = [] }: Pick<PolicyDocument, 'actions' | 'stages'>,
): string {
  const parts =
    stages.length > 0
      ? stages.map((stage) => sayStageAtDay(words, stage))
      : actions.map((action) => sayAction(words, action));
  return parts.length === 0 ? words.say('policies.does.nothing') : parts.join(', ');
}

function sayStageAtDay(words: Words, stage: StageDocument): string {
  const what = sayStage(words, stage);
  if (stage.afterDays === 0) return words.say('policies.stage.now', { what });
  return words.say('policies.stage.later', { count: stage.afterDays, what });
}

/** What a stage does, without its day. */
export function sayStage(words: Words, { actions, warn }: StageDocument): string {
  if (warn !== undefined) return words.say('policies.does.warn');
  return (actions ?? []).map((action) => sayAction(words, action)).join(', ');
}

const plain = {
  disable: 'change.disable',
  enable: 'change.enable',
  delete: 'change.delete',
  deleteOrDisable: 'policies.does.deleteOrDisable',
  resetPassword: 'change.set-random-password',
  takeLicence: 'change.take-licence',
} as const;

function sayAction(words: Words, action: ActionDocument): string {
  if (typeof action === 'string') return words.say(plain[action]);
  if ('addToGroups' in action) return words.say('policies.does.addToGroups', { groups: action.addToGroups.join(', ') });
  if ('removeFromGroups' in action) {
    return words.say('policies.does.removeFromGroups', { groups: action.removeFromGroups.join(', ') });
  }
  if ('moveToDirectory' in action) return words.say('policies.does.moveToDirectory', nameEnds(action.moveToDirectory));
  return words.say('policies.does.copyToDirectory', nameEnds(action.copyToDirectory));
}

function nameEnds({ from, to }: { readonly from: string; readonly to: string }) {
  return { from, to };
}

/** What keeps it within bounds, a sentence each. */
export function sayLimits(
  words: Words,
  { limits = {}, protect = {}, report = {}, giveBack }: PolicyDocument,
): readonly string[] {
  const { maxUsers, maxPercent, maxPerRun, maxPerDay } = limits;
  const names = [...(protect.users ?? []), ...(protect.groups ?? [])];
  const { to = [], users = [], groups = [], when = 'always' } = report;
  const told = [...to, ...users, ...groups];
  return [
    maxUsers === undefined ? null : words.say('policy.maxUsers', { count: maxUsers }),
    maxPercent === undefined ? null : words.say('policy.maxPercent', { share: words.percent(maxPercent / 100) }),
    maxPerRun === undefined ? null : words.say('policy.maxPerRun', { count: maxPerRun }),
    maxPerDay === undefined ? null : words.say('policy.maxPerDay', { count: maxPerDay }),
    names.length === 0 ? null : words.say('policy.protected', { names: names.join(', ') }),
    told.length === 0 ? null : words.say(`policy.reportTo.${when}`, { names: told.join(', ') }),
    giveBack === undefined ? null : words.say('policy.giveBack', { count: giveBack.days }),
  ].filter((limit) => limit !== null);
}

// The policy under the editor's hands: where it begins, how fields change it, and how it is read back from text.
import type { PolicyDocument } from '../../../../sidecar/src/contract/policies.ts';

/** The policy every site begins with: whoever was not active for 90 days, rehearsed every night. */
export function beginPolicy(name: string, zone: string): PolicyDocument {
  return {
    policy: 'inactive-90-days',
    name,
    schedule: { cron: '0 2 * * *', zone, missed: 'run-once' },
    criteria: {
      all: [{ any: [{ inactiveDays: 90 }, { neverActive: { accountOlderThanDays: 90 } }] }, { status: 'active' }],
    },
    actions: ['disable'],
    limits: { maxPercent: 5 },
  };
}

export function writeText(policy: PolicyDocument): string {
  return JSON.stringify(policy, null, 2);
}

/** What a text says; only the outermost shape is looked at here, every fault in it is found by the sidecar. */
export function readText(text: string): { readonly policy: PolicyDocument } | { readonly fault: string } {
  try {
    const value: unknown = JSON.parse(text);
    return isPolicy(value) ? { policy: value } : { fault: '{ "policy", "name", "criteria" }' };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function isPolicy(value: unknown): value is PolicyDocument {
  if (!isObject(value) || typeof value.policy !== 'string' || typeof value.name !== 'string') return false;
  const lists = [value.actions, value.stages].every((list) => list === undefined || Array.isArray(list));
  const parts = [value.schedule, value.on, value.limits, value.protect, value.report];
  const cron = !isObject(value.schedule) || typeof value.schedule.cron === 'string';
  return lists && cron && isCriteria(value.criteria) && parts.every((part) => part === undefined || isObject(part));
}

/** A tree this page can walk through: one key at each place, lists below `all` and `any`. */
function isCriteria(value: unknown): boolean {
  if (!isObject(value)) return false;
  if ('all' in value) return Array.isArray(value.all) && value.all.every(isCriteria);
  if ('any' in value) return Array.isArray(value.any) && value.any.every(isCriteria);
  return 'not' in value ? isCriteria(value.not) : true;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Limits = NonNullable<PolicyDocument['limits']>;

/** The policy with one limit, or without it. */
export function withLimit(policy: PolicyDocument, key: keyof Limits, value: number | undefined): PolicyDocument {
  const { [key]: _gone, ...rest } = policy.limits ?? {};
  return { ...policy, limits: value === undefined ? rest : { ...rest, [key]: value } };
}

/** Lines of a field as a list: trimmed, each once. */
export function readLines(text: string): readonly string[] {
  return [
    ...new Set(
      text
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  ];
}

// The policy under the editor's hands: where it begins, how fields change it, and which text stands for it.
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

/** A text somebody wrote, and the policy it was read as; null while it is none. */
export interface KeptText {
  readonly text: string;
  readonly policy: PolicyDocument | null;
}

/**
 * The text to show of a policy: the very one somebody wrote as long as the form changed nothing since, comments included;
 * else the sidecar's. Where the policy has faults, so that nobody can write it, its JSON, which is YAML too.
 */
export function textOf({
  policy,
  kept,
  written,
}: {
  readonly policy: PolicyDocument;
  readonly kept: KeptText | null;
  readonly written: string | null;
}): string {
  if (kept !== null && (kept.policy === null || kept.policy === policy)) return kept.text;
  return written ?? JSON.stringify(policy, null, 2);
}

type Limits = NonNullable<PolicyDocument['limits']>;
type Report = NonNullable<PolicyDocument['report']>;
type OptionalPart = 'description' | 'precedence' | 'handOver' | 'giveBack' | 'includeAdministrators';

/** The policy with one limit, or without it. */
export function withLimit(
  policy: PolicyDocument,
  key: keyof Limits,
  value: Limits[keyof Limits] | undefined,
): PolicyDocument {
  const { [key]: _gone, ...rest } = policy.limits ?? {};
  return { ...policy, limits: value === undefined ? rest : { ...rest, [key]: value } };
}

/** The policy with one word on its report, or without it; nothing is left of a report that says nothing. */
export function withReport(
  policy: PolicyDocument,
  key: keyof Report,
  value: Report[keyof Report] | undefined,
): PolicyDocument {
  const { report: before = {}, ...rest } = policy;
  const { [key]: _gone, ...kept } = before;
  const report = value === undefined || value.length === 0 ? kept : { ...kept, [key]: value };
  return Object.keys(report).length === 0 ? rest : { ...rest, report };
}

/** The policy with a part that may be left out, or without it. */
export function withPart(
  policy: PolicyDocument,
  key: OptionalPart,
  value: PolicyDocument[OptionalPart] | undefined,
): PolicyDocument {
  const { [key]: _gone, ...rest } = policy;
  return value === undefined ? rest : { ...rest, [key]: value };
}

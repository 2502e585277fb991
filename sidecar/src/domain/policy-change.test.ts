// Which edits of a policy make a plan of the version before worthless.
import { describe, expect, it } from 'vitest';
import { defaultLimits, type PolicyDefinition, type PolicyId } from './policy.ts';
import { decidesAlike } from './policy-change.ts';

const policy: PolicyDefinition = {
  policy: 'leavers' as PolicyId,
  name: 'Leavers',
  criteria: { inactiveDays: 90 },
  actions: ['disable'],
  limits: defaultLimits,
  protect: { users: [], groups: [] },
  report: { to: [] },
};

const edits: readonly (readonly [keyof PolicyDefinition, Partial<PolicyDefinition>])[] = [
  ['precedence', { precedence: 5 }],
  ['criteria', { criteria: { inactiveDays: 180 } }],
  ['actions', { actions: ['delete'] }],
  ['limits', { limits: { ...defaultLimits, maxUsers: 3 } }],
  ['protect', { protect: { users: ['ann'], groups: [] } }],
  ['includeAdministrators', { includeAdministrators: ['ann'] }],
];

describe('two versions of a policy', () => {
  it.each(edits)('differ in who or what where %s was edited', (_part, edit) => {
    expect(decidesAlike(policy, { ...policy, ...edit })).toBe(false);
  });

  it('are alike where only words, times and who is told were edited, whatever the order of their keys', () => {
    const { name: _name, ...rest } = policy;
    const schedule = { cron: '0 3 * * *', zone: 'UTC', missed: 'skip' } as const;
    expect(decidesAlike(policy, { ...rest, name: 'Other', schedule, report: { to: ['a@example.com'] } })).toBe(true);
  });

  it('are never alike where one is out of use', () => {
    expect([decidesAlike(policy, null), decidesAlike(null, policy), decidesAlike(null, null)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

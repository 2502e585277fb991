// Precedence is a total order, and a user belongs to one policy at most, whatever order anybody asks in.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits, type Mode, type PolicyDefinition, type PolicyId } from './policy.ts';
import { compareByPrecedence, findClaimant, policiesBefore, type Rival } from './precedence.ts';

const schedule = { cron: '0 2 * * *', zone: 'UTC', missed: 'skip' } as const;

function rival(id: string, parts: Partial<PolicyDefinition> = {}, mode: Mode = 'live'): Rival {
  const definition: PolicyDefinition = {
    policy: id as PolicyId,
    name: id,
    schedule,
    criteria: { status: 'active' },
    actions: ['disable'],
    limits: defaultLimits,
    protect: { users: [], groups: [] },
    report: { to: [] },
    ...parts,
  };
  return { definition, mode };
}

const ids = (rivals: readonly Rival[]) => rivals.map(({ definition }) => definition.policy);

const anyRivals = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    precedence: fc.constantFrom(1, 2, 100),
    mode: fc.constantFrom<Mode>('test', 'live'),
  }),
  { selector: ({ id }) => id, minLength: 1 },
);

describe('precedence', () => {
  it('is a total order: of two policies exactly one comes before the other, whatever their numbers are', () => {
    fc.assert(
      fc.property(anyRivals, (all) => {
        const places = all.map(({ id, precedence }) => ({ policyId: id as PolicyId, precedence }));
        for (const one of places) {
          for (const other of places) {
            expect(Math.sign(compareByPrecedence(one, other))).toBe(-Math.sign(compareByPrecedence(other, one)) + 0);
            expect(compareByPrecedence(one, other) === 0).toBe(one === other);
          }
        }
      }),
    );
  });

  it('lets exactly one of all live policies with a schedule act on a user whom all of them mean', () => {
    fc.assert(
      fc.property(anyRivals, (all) => {
        const rivals = all.map(({ id, precedence }) => rival(id, { precedence }));
        const acting = rivals.filter((own) => policiesBefore(own, rivals).length === 0);
        expect(acting).toHaveLength(1);
      }),
    );
  });

  it('goes by the number, then by the id, and 100 counts where none is stated', () => {
    const own = rival('m');
    const others = [
      rival('z', { precedence: 1 }),
      rival('n'),
      rival('b', { precedence: 100 }),
      rival('a', { precedence: 101 }),
    ];
    expect(ids(policiesBefore(own, [own, ...others]))).toEqual(['z', 'b']);
  });

  it('lets no policy in test mode keep users from a live one, while rehearsals heed both', () => {
    const others = [rival('rehearsed', { precedence: 1 }, 'test'), rival('live', { precedence: 2 })];
    expect(ids(policiesBefore(rival('own'), others))).toEqual(['live']);
    expect(ids(policiesBefore(rival('own', {}, 'test'), others))).toEqual(['rehearsed', 'live']);
  });

  it('is not asked of policies that run by hand or wait for an event', () => {
    const { schedule: _, ...unscheduled } = rival('by-hand', { precedence: 1 }).definition;
    const waiting = { ...unscheduled, on: { event: 'creation', everyMinutes: 15 } } as const;
    const others = [unscheduled, waiting].map((definition): Rival => ({ definition, mode: 'live' }));
    expect(policiesBefore(rival('own'), others)).toEqual([]);
  });
});

describe('a user', () => {
  it('belongs to the first policy that means them, and to none where none does', () => {
    const claimants = ['a', 'b', 'c'].map((id) => ({
      policyId: id as PolicyId,
      means: (name: string) => name.includes(id),
    }));
    expect(findClaimant('cab', claimants)).toBe('a');
    expect(findClaimant('cb', claimants)).toBe('b');
    expect(findClaimant('x', claimants)).toBeNull();
  });
});

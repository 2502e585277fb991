// A policy being edited loses nothing to the form, keeps the text somebody wrote, and has its faults where they belong.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../../../../sidecar/src/contract/policies.ts';
import { openTree, writeTree } from '../../criteria/tree.ts';
import { readStart, withStart } from '../schedule.ts';
import { kindOf, turnAction } from './actions.ts';
import { beginPolicy, textOf, withLimit, withPart } from './draft.ts';
import { faultsAt } from './faults.tsx';
import { withWhat } from './stages.ts';

const policy = beginPolicy('Idle', 'Europe/Berlin');
const actions = fc.constantFrom<NonNullable<PolicyDocument['actions']>>(
  ['disable'],
  [{ addToGroups: ['a', 'b, c'] }, 'takeLicence'],
  [{ moveToDirectory: { from: 'A', to: 'B', missingGroups: 'create', mailPasswordReset: true } }],
  [{ copyToDirectory: { from: 'A', to: 'B' } }],
);
const happens = fc.oneof(
  fc.record({ actions }),
  fc.record({ stages: fc.tuple(fc.constant({ afterDays: 0, warn: { ask: 'Ann' } })) }),
);
const starts = fc.oneof(
  fc.record({
    schedule: fc.record({
      cron: fc.constantFrom('0 2 * * *', '5 4 * * SUN', '*/7 1-3 * * 2'),
      zone: fc.constant('UTC'),
    }),
  }),
  fc.record({
    on: fc.record({ event: fc.constantFrom('creation' as const, 'login' as const), everyMinutes: fc.nat(90) }),
  }),
  fc.constant({}),
);
const criteria = fc.constantFrom<PolicyDocument['criteria']>(
  { all: [{ inactiveDays: 90 }, { not: { any: [{ inGroup: 'a' }, { all: [{ hasSeat: true }] }] } }] },
  { any: [{ not: { not: { inGroup: 'a' } } }, { field: { key: 'end', absent: true } }] },
);
const documents = fc
  .tuple(happens, starts, criteria)
  .map(([what, start, who]): PolicyDocument => ({ policy: 'idle', name: 'Idle', criteria: who, ...start, ...what }));

describe('the form', () => {
  it('puts back every part as it took it, so that who changes nothing loses nothing', () => {
    fc.assert(
      fc.property(documents, (one) => {
        const tree = { ...one, criteria: writeTree(openTree(one.criteria)) };
        const { actions: at, stages } = one;
        const what = withWhat(tree, stages === undefined ? { actions: at ?? [] } : { stages });
        const turned = (one.actions ?? []).map((action) => turnAction(action, kindOf(action)));
        expect(turned).toEqual(one.actions ?? []);
        expect(withStart(what, readStart(what))).toEqual(one);
      }),
    );
  });

  it('loses a limit whose field is emptied and keeps the others', () => {
    const limited = withLimit(policy, 'maxUsers', 20);
    expect(limited.limits).toEqual({ maxPercent: 5, maxUsers: 20 });
    expect(withLimit(limited, 'maxPercent', undefined).limits).toEqual({ maxUsers: 20 });
  });

  it('loses a part that is emptied, and nothing else', () => {
    const described = withPart(policy, 'description', 'Why');
    expect(described).toEqual({ ...policy, description: 'Why' });
    expect(withPart(described, 'description', undefined)).toEqual(policy);
  });

  it('keeps the groups of an action when it is turned around', () => {
    const turned = turnAction({ addToGroups: ['a', 'b, c'] }, 'removeFromGroups');
    expect([kindOf(turned), turned]).toEqual(['removeFromGroups', { removeFromGroups: ['a', 'b, c'] }]);
    expect(turnAction(turned, 'disable')).toBe('disable');
  });
});

describe('the text of a policy', () => {
  const kept = { text: '# why\npolicy: idle', policy };

  it('is the one somebody wrote as long as the form changed nothing since', () => {
    expect(textOf({ policy, kept, written: 'policy: idle' })).toBe(kept.text);
    expect(textOf({ policy: { ...policy }, kept, written: 'policy: idle' })).toBe('policy: idle');
  });

  it('stays what was typed while it stands for no policy', () => {
    expect(textOf({ policy, kept: { text: 'pol', policy: null }, written: 'policy: idle' })).toBe('pol');
  });

  it('is its JSON, which is YAML as well, where its faults keep anybody from writing it', () => {
    expect(JSON.parse(textOf({ policy, kept: null, written: null }))).toEqual(policy);
  });
});

describe('the faults of a policy', () => {
  const at = (path: string) => ({ path, message: 'is wrong' });
  const found = [
    ...['criteria.all[1].inGroup', 'schedule.cron', 'stages[0]', 'protect.users', 'name', 'precedence'].map(at),
  ];

  it('stand in the section they belong to, and nowhere twice', () => {
    const paths = (['who', 'what', 'when', 'limits', 'whole'] as const).map((section) =>
      faultsAt(found, section).map(({ path }) => path),
    );
    expect(paths).toEqual([
      ['criteria.all[1].inGroup'],
      ['stages[0]'],
      ['schedule.cron'],
      ['protect.users', 'precedence'],
      ['name'],
    ]);
  });
});

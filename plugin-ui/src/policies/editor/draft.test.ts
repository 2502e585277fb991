// A policy being edited loses nothing to the form, keeps the text somebody wrote, and has its faults where they belong.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../../../../sidecar/src/contract/policies.ts';
import { openTree, writeTree } from '../../criteria/tree.ts';
import { readStart, withStart } from '../schedule.ts';
import { kindOf, turnAction } from './actions.ts';
import { beginPolicy, textOf, withLimit, withPart, withReport } from './draft.ts';
import { faultsAt } from './faults.tsx';
import { withWarning, withWhat } from './stages.ts';

const policy = beginPolicy('Idle', 'Europe/Berlin');
const actions = fc.constantFrom<NonNullable<PolicyDocument['actions']>>(
  ['disable'],
  [{ addToGroups: ['a', 'b, c'] }, 'takeLicence'],
  [{ moveToDirectory: { from: 'A', to: 'B', missingGroups: 'create', mailPasswordReset: true } }],
  [{ copyToDirectory: { from: 'A', to: 'B' } }],
);
const warnings = fc.record(
  { ask: fc.constant('Ann'), message: fc.constant('Sign in once.'), keepTimes: fc.nat(12) },
  { requiredKeys: [] },
);
const reports = fc.record(
  {
    to: fc.constant(['desk@example.com']),
    users: fc.constant(['ada', 'mara']),
    groups: fc.constant(['helpdesk']),
    when: fc.constantFrom('always' as const, 'on-change' as const, 'on-trouble' as const, 'weekly' as const),
  },
  { requiredKeys: ['to'] },
);
const reportKeys = ['to', 'users', 'groups', 'when'] as const;
const warningKeys = ['ask', 'message', 'keepTimes'] as const;
const mails = fc.record(
  { report: reports, giveBack: fc.record({ days: fc.integer({ min: 1, max: 90 }) }) },
  { requiredKeys: [] },
);
const happens = fc.oneof(
  fc.record({ actions }),
  fc.record({ stages: fc.tuple(fc.record({ afterDays: fc.constant(0), warn: warnings })) }),
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
const documents = fc.tuple(happens, starts, criteria, mails).map(([what, start, who, told]): PolicyDocument => {
  return { policy: 'idle', name: 'Idle', criteria: who, ...start, ...what, ...told };
});

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

  it('puts back what is said of mails as it took it: reports, the way back, and how often a link keeps somebody', () => {
    fc.assert(
      fc.property(documents, (one) => {
        const { report = {}, giveBack, stages = [] } = one;
        const told = reportKeys.reduce((so, key) => withReport(so, key, report[key]), one);
        expect(withPart(told, 'giveBack', giveBack)).toEqual(one);
        for (const stage of stages) {
          expect(warningKeys.reduce((so, key) => withWarning(so, key, stage.warn?.[key]), stage)).toEqual(stage);
        }
      }),
    );
  });

  it('loses a report that nobody gets any more, and keeps who else gets it', () => {
    const told = withReport(withReport(policy, 'users', ['ada']), 'when', 'on-trouble');
    expect(told.report).toEqual({ users: ['ada'], when: 'on-trouble' });
    expect(withReport(told, 'users', []).report).toEqual({ when: 'on-trouble' });
    expect(withReport(withReport(told, 'users', []), 'when', undefined)).toEqual(policy);
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
    ...['criteria.all[1].inGroup', 'schedule.cron', 'stages[0]', 'giveBack.days', 'protect.users', 'name'].map(at),
    at('precedence'),
  ];

  it('stand in the section they belong to, and nowhere twice', () => {
    const paths = (['who', 'what', 'when', 'limits', 'whole'] as const).map((section) =>
      faultsAt(found, section).map(({ path }) => path),
    );
    expect(paths).toEqual([
      ['criteria.all[1].inGroup'],
      ['stages[0]', 'giveBack.days'],
      ['schedule.cron'],
      ['protect.users', 'precedence'],
      ['name'],
    ]);
  });
});

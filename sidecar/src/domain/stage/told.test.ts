// What a delivered warning said binds the policy, however it is edited afterwards: nothing unnamed, nothing earlier, nobody forward.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../action.ts';
import { daysAfter } from '../days-after.ts';
import type { Instant } from '../user.ts';
import { decideStage } from './decide.ts';
import { isWarning, type Stage, type StageDecision, type Standing } from './stage.ts';
import { isAsTold } from './told.ts';

const start = '2026-01-01T00:00:00.000Z';
type Place = Pick<Standing, 'openedAt' | 'reached' | 'warning'>;

const anyAction = fc.constantFrom<Action>('takeLicence', 'disable', 'delete', { removeFromGroups: ['wiki'] });
const anyStages: fc.Arbitrary<readonly Stage[]> = fc
  .array(fc.record({ days: fc.integer({ min: 1, max: 8 }), warns: fc.boolean(), action: anyAction }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => {
    let afterDays = -1;
    return parts.map(({ days, warns, action }, index): Stage => {
      afterDays += days;
      const place = { name: `stage ${index + 1}`, afterDays };
      return warns ? { ...place, warn: {} } : { ...place, actions: [action] };
    });
  });

/** What a mail says: each action with the day before which it does not come. */
type Mail = readonly { readonly action: Action; readonly from: Instant }[];

function writeMail(stages: readonly Stage[], warning: Stage, sentAt: Instant): Mail {
  return stages
    .filter((stage) => stage.afterDays > warning.afterDays)
    .flatMap((stage) =>
      isWarning(stage)
        ? []
        : stage.actions.map((action) => ({ action, from: daysAfter(sentAt, stage.afterDays - warning.afterDays) })),
    );
}

interface Night {
  readonly now: Instant;
  readonly decision: StageDecision;
  readonly stage: Stage | undefined;
  readonly before: Place | null;
  readonly mail: Mail | null;
}

/** A night every two days; every mail arrives at once; the policy is edited every few nights. */
function walk(versions: readonly { readonly stages: readonly Stage[]; readonly nights: number }[]): Night[] {
  const walked: Night[] = [];
  let now = start;
  let place: Place | null = null as Place | null;
  let told: readonly Stage[] | null = null as readonly Stage[] | null;
  let mail: Mail | null = null as Mail | null;
  for (const { stages, nights } of versions) {
    for (let night = 0; night < nights; night += 1) {
      const decision = decideStage({ stages, standing: place, now, gaps: [], addressLost: false, told });
      const stage = decision.kind === 'due' ? stages.find(({ name }) => name === decision.stage) : undefined;
      walked.push({ now, decision, stage, before: place, mail });
      place ??= { openedAt: now, reached: null, warning: { state: 'none' } };
      if (stage !== undefined) {
        const reached = { stage: stage.name, afterDays: stage.afterDays, at: now, warned: isWarning(stage) };
        place = { ...place, reached };
        if (isWarning(stage)) {
          place = { ...place, warning: { state: 'delivered', at: now } };
          told = stages;
          mail = writeMail(stages, stage, now);
        }
      }
      now = daysAfter(now, 2);
    }
  }
  return walked;
}

const anyVersions = fc.array(fc.record({ stages: anyStages, nights: fc.integer({ min: 1, max: 8 }) }), {
  minLength: 2,
  maxLength: 4,
});

describe('a policy that is edited while users are warned', () => {
  it('does nothing that the delivered warning did not name, and nothing earlier than it said', () => {
    fc.assert(
      fc.property(anyVersions, (versions) => {
        for (const { now, stage, mail } of walk(versions)) {
          if (stage === undefined || isWarning(stage) || mail === null) continue;
          for (const action of stage.actions) {
            expect(mail.some((said) => said.action === action && said.from <= now)).toBe(true);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes whoever is warned again back or leaves them where they are, never forward', () => {
    fc.assert(
      fc.property(anyVersions, (versions) => {
        for (const { decision, before } of walk(versions)) {
          if (decision.kind !== 'due' || decision.again !== 'said-otherwise') continue;
          expect(decision.afterDays).toBeLessThanOrEqual(before?.reached?.afterDays ?? -1);
        }
      }),
    );
  });

  it('warns nobody twice whose policy stayed as it was', () => {
    fc.assert(
      fc.property(anyStages, (stages) => {
        for (const { decision } of walk([{ stages, nights: 30 }])) {
          expect(decision).not.toMatchObject({ again: 'said-otherwise' });
          expect(decision).not.toMatchObject({ kind: 'held' });
        }
      }),
    );
  });
});

const warning: Stage = { name: 'warning', afterDays: 0, warn: {} };
const disabled: Stage = { name: 'disabled', afterDays: 30, actions: ['disable'] };
const warnedAt: Place = {
  openedAt: start,
  reached: { stage: 'warning', afterDays: 0, at: start, warned: true },
  warning: { state: 'delivered', at: start },
};

function decide(stages: readonly Stage[], told: readonly Stage[] | null) {
  return decideStage({ stages, standing: warnedAt, now: daysAfter(start, 8), gaps: [], addressLost: false, told });
}

describe('a warning that was delivered', () => {
  const again = { kind: 'due', stage: 'warning', afterDays: 0, again: 'said-otherwise' };

  it('is due again where a deletion was put in, where a stage was moved forward, and where nobody can tell what it said', () => {
    const deletes: Stage = { name: 'gone', afterDays: 7, actions: ['delete'] };
    expect(decide([warning, deletes, disabled], [warning, disabled])).toEqual(again);
    expect(decide([warning, { ...disabled, afterDays: 29 }], [warning, disabled])).toEqual(again);
    expect(decide([warning, disabled], null)).toEqual(again);
  });

  it('stands where stages come later than it said, fall away, or are called otherwise', () => {
    const renamed = { ...disabled, name: 'off', afterDays: 45 };
    expect(decide([warning, renamed], [warning, disabled])).toMatchObject({ kind: 'waiting', stage: 'off' });
    expect(decide([warning], [warning, disabled])).toEqual({ kind: 'ended' });
  });

  it('holds whoever was told otherwise by a policy that does not warn any more', () => {
    const early = { ...disabled, afterDays: 7 };
    expect(decide([early], [warning, disabled])).toEqual({
      kind: 'held',
      stage: 'disabled',
      because: 'warning-said-otherwise',
    });
  });

  it('names the same action in whatever order its parts were written', () => {
    const move = { from: 'Old', to: 'New', missingGroups: 'refuse', mailPasswordReset: true } as const;
    const turned = { mailPasswordReset: true, missingGroups: 'refuse', to: 'New', from: 'Old' } as const;
    const stage: Stage = { name: 'moved', afterDays: 9, actions: [{ moveToDirectory: turned }] };
    const moved = (order: typeof move): Stage => ({ ...stage, actions: [{ moveToDirectory: order }] });
    expect(isAsTold(stage, { stages: [warning, moved(move)], reachedDays: 0 })).toBe(true);
    const elsewhere: Stage = { ...stage, actions: [{ moveToDirectory: { ...turned, to: 'Other' } }] };
    expect(isAsTold(elsewhere, { stages: [warning, moved(move)], reachedDays: 0 })).toBe(false);
  });
});

// A policy gets stages and loses them without losing anything else, and each stage keeps its day and its name.
import { describe, expect, it } from 'vitest';
import { addStage, beginStages, turnStage, withName, withWarning, withWhat } from './stages.ts';

const policy = {
  policy: 'idle',
  name: 'Idle',
  criteria: { status: 'active' },
  actions: ['disable'],
  limits: { maxPercent: 5 },
} as const;

describe('the stages of a policy', () => {
  it('begin with a warning and end with what was to happen at once', () => {
    const stages = beginStages([{ removeFromGroups: ['staff'] }]);
    expect(stages.map(({ afterDays }) => afterDays)).toEqual([0, 14, 30]);
    expect([stages[0]?.warn, stages.at(-1)?.actions]).toEqual([{}, [{ removeFromGroups: ['staff'] }]]);
    expect(beginStages([]).at(-1)?.actions).toEqual(['disable']);
  });

  it('stand in place of actions, and actions in place of stages, never both', () => {
    const stages = beginStages(policy.actions);
    const staged = withWhat(policy, { stages });
    expect(staged).toEqual({ policy: 'idle', name: 'Idle', criteria: policy.criteria, limits: policy.limits, stages });
    expect(withWhat(staged, { actions: ['disable'] })).toEqual(policy);
  });

  it('come one after the other', () => {
    expect(addStage([{ afterDays: 30, actions: ['disable'] }]).at(-1)).toEqual({ afterDays: 44, actions: ['disable'] });
    expect(addStage([])[0]?.afterDays).toBe(0);
  });

  it('keep their name and day when a warning takes the place of actions and back', () => {
    const stage = { name: 'End', afterDays: 30, actions: ['delete'] } as const;
    const warning = turnStage(stage, true);
    expect(warning).toEqual({ name: 'End', afterDays: 30, warn: {} });
    expect(turnStage(warning, false)).toEqual({ name: 'End', afterDays: 30, actions: ['disable'] });
  });

  it('lose a text that is emptied, because an empty one is none', () => {
    const warned = withWarning({ afterDays: 0, warn: { ask: 'Ann' } }, 'message', 'Sign in once.');
    expect(warned.warn).toEqual({ ask: 'Ann', message: 'Sign in once.' });
    expect(withWarning(warned, 'ask', '').warn).toEqual({ message: 'Sign in once.' });
    expect(withName({ name: 'A', afterDays: 1 }, '')).toEqual({ afterDays: 1 });
  });

  it('keep nobody by a link where its number is none, and as usual where the number is gone', () => {
    const unlinked = withWarning({ afterDays: 0, warn: { ask: 'Ann' } }, 'keepTimes', 0);
    expect(unlinked.warn).toEqual({ ask: 'Ann', keepTimes: 0 });
    expect(withWarning(unlinked, 'keepTimes', undefined).warn).toEqual({ ask: 'Ann' });
  });
});

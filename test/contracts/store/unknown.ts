// What the store promises of users whom a plan left out as unknown, on either engine.
import { expect, it } from 'vitest';
import type { Trace, UnknownReason } from '../../../sidecar/src/domain/criteria/matches.ts';
import type { UnknownUsers } from '../../../sidecar/src/domain/plan/unknown-users.ts';
import type { Username } from '../../../sidecar/src/domain/user.ts';
import { type Given, keyOf, later, makePlanInput, requestRun } from './given.ts';

const traceOf = (unknown: UnknownReason): Trace => ({
  leaf: 'inactiveDays',
  argument: 90,
  verdict: 'unknown',
  unknown,
  facts: {},
});

function unknownOf(names: readonly string[]): UnknownUsers {
  const traces = [traceOf('activity-no-source'), traceOf('email-not-told')];
  const users = names.map((name, index) => ({
    userKey: keyOf(name),
    username: name as Username,
    displayName: `${name}!`,
    trace: index % 2,
  }));
  return { traces, users, byReason: {} };
}

export function describeUnknown(given: () => Given): void {
  it('keeps each with what was not known, in order, and gives them back page by page', async () => {
    const { store } = given();
    const { id: runId } = await requestRun(store, 'idle', 'planning');
    await store.runs.savePlan({ ...makePlanInput(runId, []), unknown: unknownOf(['ada', 'bob', 'eve']) });
    const all = await store.runs.unknown({ runId, after: 0, limit: 10 });
    expect(all.map(({ position, username, displayName }) => [position, username, displayName])).toEqual([
      [1, 'ada', 'ada!'],
      [2, 'bob', 'bob!'],
      [3, 'eve', 'eve!'],
    ]);
    expect(all[1]).toMatchObject({ userKey: keyOf('bob'), trace: traceOf('email-not-told') });
    expect(await store.runs.unknown({ runId, after: 0, limit: 2 })).toEqual(all.slice(0, 2));
    expect(await store.runs.unknown({ runId, after: 2, limit: 2 })).toEqual(all.slice(2));
    expect(await store.runs.unknown({ runId: runId + 1, after: 0, limit: 2 })).toEqual([]);
  });

  it('shows none of a plan whose writing broke off, and has each once after the second time', async () => {
    const { store } = given();
    const { id: runId } = await requestRun(store, 'idle', 'planning');
    const names = Array.from({ length: 4_500 }, (_, index) => `user${String(index).padStart(4, '0')}`);
    const broken = {
      ...makePlanInput(runId, []),
      unknown: unknownOf(names),
      refusals: [{ guard: 'growth', details: brokenDetails }] as const,
    };
    await expect(store.runs.savePlan(broken)).rejects.toThrow('The power went out.');
    expect(await store.runs.unknown({ runId, after: 0, limit: 10 })).toEqual([]);
    await store.runs.savePlan({ ...makePlanInput(runId, []), unknown: unknownOf(names) });
    const all = await store.runs.unknown({ runId, after: 0, limit: 5_000 });
    expect(all.map(({ username }) => username)).toEqual(names);
  });

  it('gives the run of an approved plan the list of the plan it was approved for', async () => {
    const { store } = given();
    const { id: from } = await requestRun(store, 'idle', 'planning');
    const held = {
      ...makePlanInput(from, []),
      unknown: unknownOf(['ada']),
      to: 'reporting',
      ending: 'quarantined',
    } as const;
    await store.runs.savePlan(held);
    await store.runs.finish({ runId: from, at: later(2), report: {}, mails: [] });
    const { id: to } = await requestRun(store, 'idle', 'planning');
    await store.runs.copyPlan({ from, to, snapshotId: 7, madeAt: later(3) });
    const copied = await store.runs.unknown({ runId: to, after: 0, limit: 10 });
    expect(copied).toEqual(await store.runs.unknown({ runId: from, after: 0, limit: 10 }));
    expect(copied).toHaveLength(1);
  });
}

/** Stands for the process being killed right before the plan counts as made. */
const brokenDetails = {
  planned: 1,
  before: 1,
  limit: 1,
  toJSON(): never {
    throw new Error('The power went out.');
  },
};

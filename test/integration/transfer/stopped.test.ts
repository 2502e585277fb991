// A stop that comes while a directory is asked whether a step may be made: it is heard before the call, and nothing is lost by it.
import { describe, expect, it } from 'vitest';
import type { Context } from '../../../sidecar/src/context.ts';
import { afterPlanning, findEntry } from '../../support/runs.ts';
import { requestRun, requireRun } from '../../support/sidecar.ts';
import { findTrailFaults } from '../../support/trail.ts';
import { move, setTransferStage } from './stage.ts';

const stage = setTransferStage();

async function stopAll({ store, clock }: Context, on: boolean): Promise<void> {
  const told = { by: 'ada', at: clock.now() };
  await store.settings.set('emergencyStop', on ? told : null, told);
}

/** Lets something happen while the next look into a directory is under way. */
function whileNextLook(happen: () => Promise<unknown>): void {
  const { wire } = stage.lab();
  const asked = () => wire.log.list().filter(({ service, method }) => service === 'crowd' && method === 'GET').length;
  const before = asked();
  wire.beforeAnswer = async () => {
    if (asked() === before) return;
    wire.beforeAnswer = null;
    await happen();
  };
}

/** Of every step that was come to, by its kind. */
async function outcomesOf(context: Context, runId: number, username: string) {
  const entry = await findEntry(context, runId, username);
  return new Map(entry?.steps.map(({ change, outcome }) => [change.kind, outcome] as const));
}

async function work(context: Context) {
  context.runner.wake();
  await context.runner.settled();
}

async function start() {
  const username = stage.takePerson();
  const before = stage.stateOf(username);
  const { context } = await stage.open();
  const { id } = await requestRun(context, move(username, stage.names().internal, stage.names().crowd), 'live');
  return { username, before, context, id };
}

describe('a move', () => {
  it('sends nothing when a stop comes during the look before its first call, and goes on from there once it is let go', async () => {
    const { username, before, context, id } = await start();
    afterPlanning(context, () => whileNextLook(() => stopAll(context, true)));
    await work(context);
    expect(await requireRun(context, id)).toMatchObject({ state: 'executing' });
    expect(stage.writes()).toEqual([]);
    expect(await context.store.journal.rows({ runId: id, after: 0, limit: 10 })).toEqual([]);
    await stopAll(context, false);
    await work(context);
    expect(await requireRun(context, id)).toMatchObject({ state: 'finished', ending: 'completed' });
    expect(stage.whereIs(username, before)).toBe('target');
    expect(await findTrailFaults(context.store, id)).toEqual([]);
  });

  it('sends nothing when it is cancelled during that look', async () => {
    const { username, before, context, id } = await start();
    afterPlanning(context, () => whileNextLook(() => context.store.runs.requestCancel(id, 'ada')));
    await work(context);
    expect(await requireRun(context, id)).toMatchObject({ state: 'finished', ending: 'cancelled' });
    expect(stage.writes()).toEqual([]);
    const outcomes = [...(await outcomesOf(context, id, username)).values()];
    expect(new Set(outcomes.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify({ kind: 'skipped', reason: 'cancelled' })]),
    );
    expect(stage.whereIs(username, before)).toBe('source');
  });
});

describe('the new account of a move that failed halfway', () => {
  /** Happens during the look before the new account is taken away. */
  async function failHalfway(happen: (context: Context, id: number) => Promise<unknown>) {
    const { context, ...begun } = await start();
    stage.refuseGroups();
    const { outcomes } = context.store.journal;
    Object.assign(context.store.journal, {
      outcomes: async (rows: Parameters<typeof outcomes>[0]) => {
        await outcomes(rows);
        if (rows.some(({ outcome }) => outcome.kind === 'failed')) whileNextLook(() => happen(context, begun.id));
      },
    });
    await work(context);
    return { context, ...begun };
  }
  const deletions = () => stage.writes().filter((write) => write.startsWith('DELETE'));

  it('is not taken away when a stop comes during the look before, but once it is let go', async () => {
    const { context, id, username, before } = await failHalfway((at) => stopAll(at, true));
    expect(await requireRun(context, id)).toMatchObject({ state: 'executing' });
    expect(deletions()).toEqual([]);
    expect((await outcomesOf(context, id, username)).get('withdraw-account')).toBeNull();
    await stopAll(context, false);
    await work(context);
    expect(await requireRun(context, id)).toMatchObject({ state: 'finished', ending: 'completed' });
    expect((await outcomesOf(context, id, username)).get('withdraw-account')).toEqual({ kind: 'applied' });
    expect(deletions()).toHaveLength(1);
    expect(stage.whereIs(username, before)).toBe('source');
  });

  it('is taken away although the run is cancelled during the look before: nobody is left halfway', async () => {
    const { context, id, username, before } = await failHalfway((at, runId) =>
      at.store.runs.requestCancel(runId, 'ada'),
    );
    expect(await requireRun(context, id)).toMatchObject({ state: 'finished', ending: 'cancelled' });
    expect((await outcomesOf(context, id, username)).get('withdraw-account')).toEqual({ kind: 'applied' });
    expect(stage.whereIs(username, before)).toBe('source');
  });
});

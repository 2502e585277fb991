// A creation whose answer is missing, or whose process died: settled by reading the name, never sent twice blindly.
import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { openLog } from '../../../sidecar/src/log.ts';
import { createUser } from '../../lab/confluence/user-changes.ts';
import { effectiveAccount } from '../../lab/world/views.ts';
import { readEntries } from '../../support/agreement.ts';
import { afterPlanning, findEntry, outcomesOf, writesAt } from '../../support/runs.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';
import { closeAll, closers, create, newcomer, person, setStage, userNamed } from './stage.ts';

afterEach(closeAll);

describe('a creation whose answer is missing', () => {
  const onCreate = { method: 'POST', path: '**/rest/api/admin/user' };

  it('is settled by reading the name and not sent again', async () => {
    const stage = await setStage();
    stage.lab.wire.faults.add({ match: onCreate, kind: 'lost-answer' });
    const run = await create(stage, [newcomer('new.one', { groups: ['contractors'] })]);
    const { context } = stage.sidecar;
    expect(await outcomesOf(context, run.id, 'new.one')).toEqual([{ kind: 'applied' }, { kind: 'applied' }]);
    const entry = await findEntry(context, run.id, 'new.one');
    expect(entry?.createdKey).toBe(userNamed(stage.lab, 'new.one').userKey);
    expect(writesAt(stage.lab).filter((write) => write.startsWith('POST'))).toHaveLength(1);
  });

  it('is not sent when a stop comes while its name is asked for, but once that is let go', async () => {
    const { lab, sidecar } = await setStage();
    const { context } = sidecar;
    const stopAll = (on: boolean) => {
      const told = { by: 'ada', at: context.clock.now() };
      return context.store.settings.set('emergencyStop', on ? told : null, told);
    };
    const isAsked = () => lab.wire.log.list().some(({ query }) => query.includes('new.one'));
    afterPlanning(context, () => {
      lab.wire.log.clear();
      lab.wire.beforeAnswer = async () => {
        if (isAsked()) await stopAll(true);
      };
    });
    const run = await create({ sidecar }, [newcomer('new.one')]);
    expect(run.state).toBe('executing');
    expect(writesAt(lab)).toEqual([]);
    lab.wire.beforeAnswer = null;
    await stopAll(false);
    context.runner.wake();
    await context.runner.settled();
    expect(await outcomesOf(context, run.id, 'new.one')).toEqual([{ kind: 'applied' }]);
  });

  it('is not sent when the run is cancelled while its name is asked for, and everything of them is left for that reason', async () => {
    const { lab, sidecar } = await setStage();
    const { context } = sidecar;
    const isAsked = () => lab.wire.log.list().some(({ query }) => query.includes('new.one'));
    afterPlanning(context, () => {
      lab.wire.log.clear();
      lab.wire.beforeAnswer = async () => {
        if (isAsked()) await context.store.runs.requestCancel(1, 'ada');
      };
    });
    const run = await create({ sidecar }, [newcomer('new.one', { groups: ['contractors'] })]);
    expect(run).toMatchObject({ state: 'finished', ending: 'cancelled' });
    expect(writesAt(lab)).toEqual([]);
    const cancelled = { kind: 'skipped', reason: 'cancelled' };
    expect(await outcomesOf(context, run.id, 'new.one')).toEqual([cancelled, cancelled]);
  });

  it('leaves no password in store, report or log, whatever the answer was', async () => {
    const lines: string[] = [];
    const log = openLog({ level: 'debug', destination: { write: (line: string) => void lines.push(line) } });
    const folder = await makeTemporaryFolder();
    closers.push(folder.remove);
    const databaseFile = `${folder.path}/store.db`;
    const stage = await setStage({}, () => ({ databaseFile, overrides: { log } }));
    stage.lab.wire.faults.add({ match: onCreate, kind: 'lost-answer', count: 1 });
    await create(stage, [newcomer('new.one'), newcomer('new.two')]);
    const kept = [await readFile(databaseFile), await readFile(`${databaseFile}-wal`).catch(() => '')].join('');
    for (const username of ['new.one', 'new.two']) {
      const { password } = effectiveAccount(userNamed(stage.lab, username));
      expect(password).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[-_.:+=%#]).{40}$/);
      for (const place of [kept, lines.join('')]) expect(place).not.toContain(password);
    }
  });

  it('is taken up after a crash between the note and the call, and after one between the call and its note', async () => {
    const folder = await makeTemporaryFolder();
    closers.push(folder.remove);
    const databaseFile = `${folder.path}/store.db`;
    const { lab, sidecar } = await setStage({}, () => ({ databaseFile }));
    const { store, clock } = sidecar.context;
    const stage = { lab, sidecar };
    // The journal holds an attempt of both; only one of the calls went out before the process died.
    const happen = async (runId: number) => {
      for (const entry of await readEntries(store, runId)) {
        const [step] = entry.steps;
        if (step !== undefined) await store.journal.attempting({ runId, stepId: step.id, at: clock.now() });
      }
      createUser(lab.world, { ...person, username: 'new.one', displayName: 'Display of new.one' });
    };
    const { savePlan } = store.runs;
    Object.assign(store.runs, {
      savePlan: async (input: Parameters<typeof savePlan>[0]) => {
        await savePlan(input);
        await happen(input.runId);
      },
    });
    const run = await create(stage, [newcomer('new.one'), newcomer('new.two')]);
    expect(await outcomesOf(sidecar.context, run.id, 'new.one')).toEqual([{ kind: 'applied' }]);
    expect(await outcomesOf(sidecar.context, run.id, 'new.two')).toEqual([{ kind: 'applied' }]);
    expect(writesAt(lab)).toEqual(['POST /rest/api/admin/user']);
  }, 30_000);
});

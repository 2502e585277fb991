// Creating users: by hand, on the one road of every change, and each newcomer told apart from whoever is there already.
import { afterEach, describe, expect, it } from 'vitest';
import type { Newcomer } from '../../sidecar/src/domain/newcomer.ts';
import type { Username } from '../../sidecar/src/domain/user.ts';
import { requestCreation } from '../../sidecar/src/services/newcomers/request.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import { findUser } from '../lab/world/views.ts';
import { findEntry, outcomesOf, writesAt } from '../support/runs.ts';
import { requireRun, type Sidecar, type SidecarOptions, startSidecar } from '../support/sidecar.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Stage {
  readonly lab: Lab;
  readonly sidecar: Sidecar;
}

async function setStage(
  lab: LabOptions = {},
  more: (lab: Lab) => Partial<SidecarOptions> = () => ({}),
): Promise<Stage> {
  const started = await startLab({ users: 150, ...lab });
  closers.push(started.close);
  const sidecar = await startSidecar({ lab: started, ...more(started) });
  closers.push(sidecar.close);
  const { store, clock } = sidecar.context;
  await store.settings.set('processMode', 'live', { by: 'test', at: clock.now() });
  return { lab: started, sidecar };
}

function newcomer(username: string, parts: Partial<Newcomer> = {}): Newcomer {
  return {
    username: username as Username,
    displayName: `Display of ${username}`,
    email: `${username}@new.example`,
    groups: [],
    directory: null,
    ...parts,
  };
}

async function create(
  { sidecar }: Stage,
  newcomers: readonly Newcomer[],
  { mode, maxUsers = 50 }: { mode?: 'test'; maxUsers?: number } = {},
) {
  const actor = { userKey: 'key', username: 'ada' };
  const { context } = sidecar;
  const run = await requestCreation(
    { ...context, wake: { runner: context.runner.wake, snapshot: () => undefined, scheduler: () => undefined } },
    { newcomers, asked: mode, maxUsers, to: [], actor },
  );
  await context.runner.settled();
  return requireRun(context, run.id);
}

describe('a run that creates users', () => {
  it('creates each with their groups by REST, reads them back and keeps the key the host gave', async () => {
    const stage = await setStage();
    const run = await create(stage, [newcomer('new.one', { groups: ['contractors'] }), newcomer('new.two')]);
    expect(run).toMatchObject({ ending: 'completed', failure: null, mode: 'live' });
    const { lab, sidecar } = stage;
    expect(await outcomesOf(sidecar.context, run.id, 'new.one')).toEqual([{ kind: 'applied' }, { kind: 'applied' }]);
    expect(await outcomesOf(sidecar.context, run.id, 'new.two')).toEqual([{ kind: 'applied' }]);
    const user = findUser(lab.world, 'new.one');
    expect(user?.accounts[0]).toMatchObject({ active: true, email: 'new.one@new.example' });
    const entry = await findEntry(sidecar.context, run.id, 'new.one');
    expect(entry).toMatchObject({ userKey: 'new:new.one', createdKey: user?.userKey });
    expect(entry?.steps.map((step) => step.verification)).toEqual(['confirmed', 'confirmed']);
    expect(writesAt(lab)).toEqual([
      'POST /rest/api/admin/user',
      'PUT /rest/api/user/new.one/group/contractors',
      'POST /rest/api/admin/user',
    ]);
  });

  it('in test mode sends nothing and shows what would be done', async () => {
    const stage = await setStage();
    const run = await create(stage, [newcomer('new.one', { groups: ['contractors'] })], { mode: 'test' });
    expect(run).toMatchObject({ ending: 'completed', mode: 'test', rehearsalReason: 'asked-for-test' });
    const { lab, sidecar } = stage;
    expect(await outcomesOf(sidecar.context, run.id, 'new.one')).toEqual([
      { kind: 'rehearsed' },
      { kind: 'rehearsed' },
    ]);
    expect(writesAt(lab)).toEqual([]);
    expect(findUser(lab.world, 'new.one')).toBeUndefined();
  });
});

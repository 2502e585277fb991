// Groups of every legal name through a whole run: each selects exactly its members, and each can be left.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectConfluence } from '../../sidecar/src/adapters/confluence/connect.ts';
import { systemClock } from '../../sidecar/src/clock.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { findUser } from '../lab/world/views.ts';
import { findDisagreements, readEntries } from '../support/agreement.ts';
import { addGroupTo, oddGroupNames } from '../support/groups.ts';
import { joinAt } from '../support/lab-changes.ts';
import { readState } from '../support/lab-state.ts';
import { requirePlan } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

describe.each(['8.5', '10.2'])('on %s, signed in by password, with the Remote API on', (confluence) => {
  const member = 'no.email';
  let lab: Lab;
  let sidecar: Sidecar;
  beforeAll(async () => {
    lab = await startLab({ confluence, users: 150, remoteApi: true });
    const user = findUser(lab.world, member);
    if (user === undefined) throw new Error(`the lab has no ${member}`);
    for (const name of oddGroupNames) {
      if (lab.world.directories[0]?.groups.has(name)) joinAt(lab, member, name);
      else addGroupTo(lab, name, [user]);
    }
    const { username, password = '' } = lab.service;
    const credentials = { kind: 'password', username, password } as const;
    const connection = connectConfluence({ url: lab.baseUrl, credentials, clock: systemClock });
    sidecar = await startSidecar({ lab, token: 'not used', overrides: { connection } });
    await sidecar.context.store.settings.set('nestedGroups', 'declared-none', { by: 'test', at: systemClock.now() });
  });
  afterAll(async () => {
    await sidecar?.close();
    await lab?.close();
  });

  const readable = oddGroupNames.filter((name) => confluence === '10.2' || !/[/\\]|^\.\.?$/.test(name));

  it.each(readable)('a policy on the group "%s" selects exactly its members', async (group) => {
    const truth = [...(await readState(lab)).values()].filter(({ groups }) => groups.includes(group));
    const run = await runPolicy(sidecar, buildPolicy({ criteria: { inGroup: group }, actions: ['disable'] }), 'test');
    expect(run).toMatchObject({ ending: 'completed', failure: null });
    const selected = (await readEntries(sidecar.context.store, run.id)).map(({ username }) => username);
    expect(selected).toContain(member);
    expect([...selected].sort()).toEqual(truth.map(({ username }) => username).sort());
  });

  it('one run takes somebody out of all of them, reads each back, and the lab agrees', async () => {
    const before = await readState(lab);
    const actions = [{ removeFromGroups: [...oddGroupNames] }];
    const run = await runPolicy(sidecar, buildPolicy({ criteria: { username: [member] }, actions }), 'live');
    expect(run).toMatchObject({ ending: 'completed', failure: null });
    expect((await requirePlan(sidecar.context, run.id)).summary).toMatchObject({ planned: 1, unsupported: 0 });
    const { steps, verified } = await sidecar.context.store.runs.counts(run.id);
    expect(steps).toEqual({ applied: oddGroupNames.length });
    expect(verified).toEqual({ confirmed: oddGroupNames.length });
    const left = (await readState(lab)).get(member)?.groups ?? [];
    expect(left.filter((group) => oddGroupNames.includes(group))).toEqual([]);
    expect(await findDisagreements(lab, sidecar.context.store, run.id, before)).toEqual([]);
  });
});

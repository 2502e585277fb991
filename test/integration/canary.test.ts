// The first user of each directory is changed alone and read back; the rest follows only if that had an effect.
import { afterEach, expect, it } from 'vitest';
import { type Lab, startLab } from '../lab/lab.ts';
import { readEntries } from '../support/agreement.ts';
import { requireReport, writesAt } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
});

/** Idle users of one account each; nobody tells in which directory. */
const username = ["d'angelo", 'plus+idle', 'percent%20idle', 'jörg.groß', 'no.email', 'show.rtl', 'crowd.only.idle'];
const policy = buildPolicy({ criteria: { username }, actions: ['disable'] });

async function start() {
  lab = await startLab({ users: 200, directories: 'three' });
  sidecar = await startSidecar({ lab });
  return { lab, sidecar, context: sidecar.context };
}

it('reads the first user back before anybody else of an untold directory is changed', async () => {
  const { lab: at, sidecar: beside } = await start();
  const run = await runPolicy(beside, policy, 'live');
  expect(run.ending).toBe('completed');
  const requests = at.wire.log.list();
  const writes = requests.filter(({ method }) => method === 'PUT');
  const [first, second] = writes;
  if (first === undefined || second === undefined) throw new Error('too few users to tell a canary from the rest');
  const between = requests.filter(({ n, method }) => n > first.n && n < second.n && method === 'GET');
  expect(between.some(({ path, query }) => `${path}?${query}`.includes('/rest/api/user?'))).toBe(true);
  expect(writes.length).toBeGreaterThan(5);
});

it('leaves the rest alone when the first three changes had no effect, and says so', async () => {
  const { lab: at, sidecar: beside, context } = await start();
  // Every call is answered as done and none is: what a write to a directory that swallows changes looks like.
  at.wire.faults.add({ match: { method: 'PUT', path: '/**/disable' }, kind: 'status', status: 204 });
  const run = await runPolicy(beside, policy, 'live');
  const outcomes = (await readEntries(context.store, run.id)).flatMap((entry) => entry.steps.map((one) => one.outcome));
  const planned = outcomes.filter((one) => one?.kind !== 'refused' && one?.kind !== 'unsupported');
  const skipped = planned.filter((one) => one?.kind === 'skipped' && one.reason === 'canary-without-effect');
  expect(planned.filter((one) => one?.kind === 'applied-without-effect')).toHaveLength(3);
  expect(skipped).toHaveLength(planned.length - 3);
  expect(writesAt(at)).toHaveLength(3);
  expect((await requireReport(context, run.id)).outcomes.users.skipped).toBe(skipped.length);
});

it('goes on when only the first user stays active, because that may be by an account nobody told of', async () => {
  const { lab: at, sidecar: beside, context } = await start();
  at.wire.faults.add({ match: { method: 'PUT', path: '/**/disable' }, kind: 'status', status: 204, count: 1 });
  const run = await runPolicy(beside, policy, 'live');
  const { outcomes } = await requireReport(context, run.id);
  expect(outcomes.steps['applied-without-effect']).toBe(1);
  expect(outcomes.steps.applied).toBeGreaterThan(5);
  expect(outcomes.steps.skipped).toBeUndefined();
});

it('rehearses everybody, because a rehearsal leaves nothing to read back', async () => {
  const { sidecar: beside, context } = await start();
  const run = await runPolicy(beside, policy, 'test');
  const { outcomes } = await requireReport(context, run.id);
  expect(outcomes.steps.skipped).toBeUndefined();
  expect(outcomes.steps.rehearsed).toBeGreaterThan(5);
});

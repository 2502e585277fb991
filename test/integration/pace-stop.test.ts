// A run that waits for its next minute is asked to end: the process goes at once, politely, and the next one goes on from there.
import { afterEach, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import { startLab } from '../lab/lab.ts';
import { readEntries } from '../support/agreement.ts';
import { endProcesses, findLine, type Process, startSidecarProcess } from '../support/process.ts';
import { writesAt } from '../support/runs.ts';
import { buildPolicy, requestRun, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const started: Process[] = [];
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await endProcesses(started.splice(0));
  for (const close of closers.splice(0).reverse()) await close();
});

const policy = buildPolicy({
  criteria: { username: ['no.email', 'two.licences.idle'] },
  actions: ['disable'],
  limits: { maxPercent: 100, maxUnknownPercent: 100, maxPerMinute: 1, snapshotMaxAgeHours: 24 },
});
/** Of the minute that it would still have to wait. */
const atOnceMs = 20_000;

it('SIGTERM ends the wait for the next minute at once, nothing is left half done, and the next start does the rest', async () => {
  const lab = await startLab({ users: 80, checkAnswers: false });
  const folder = await makeTemporaryFolder();
  closers.push(folder.remove, lab.close);
  const databaseFile = `${folder.path}/store.db`;
  const { context, close } = await startSidecar({ lab, databaseFile });
  const { id } = await requestRun(context, policy, 'live');
  await close();
  const store = await openStore({ kind: 'sqlite', file: databaseFile });
  closers.push(store.close);
  const applied = async () => (await store.runs.counts(id)).users.applied ?? 0;

  const first = await startSidecarProcess({ lab, databaseFile }, started);
  await waitFor('the first user', async () => ((await applied()) === 1 ? true : null));
  const askedAt = Date.now();
  first.kill('SIGTERM');
  expect(await first.ended).toEqual({ code: 0, signal: null });
  expect(Date.now() - askedAt).toBeLessThan(atOnceMs);
  expect(findLine(first, 'stopped')).not.toBeNull();
  expect(await store.runs.get(id)).toMatchObject({ state: 'executing', ending: null, cancelRequestedBy: null });
  expect(writesAt(lab)).toHaveLength(1);

  // A minute later by its clock, and well before the lease of a process that died would have run out.
  await startSidecarProcess({ lab, databaseFile, aheadMs: 62_000 }, started);
  await waitFor(
    'the end of the run',
    async () => ((await store.runs.get(id))?.state === 'finished' ? true : null),
    45_000,
  );
  expect(await store.runs.get(id)).toMatchObject({ ending: 'completed' });
  const entries = await readEntries(store, id);
  expect(entries.flatMap(({ steps }) => steps.map(({ outcome, attempts }) => [outcome?.kind, attempts]))).toEqual([
    ['applied', 1],
    ['applied', 1],
  ]);
  expect(new Set(writesAt(lab)).size).toBe(2);
}, 120_000);

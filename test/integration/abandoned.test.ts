// A process that ends while Confluence puts off a call: its run is free for another one, so the call must not leave any more.
import { afterEach, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import { type Clock, systemClock } from '../../sidecar/src/clock.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import { startLab } from '../lab/lab.ts';
import { buildPolicy, requestRun, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** The time that work at hand is given at the end of a process. */
const graceMs = 7_000;
const impatient: Clock = {
  ...systemClock,
  sleep: (ms, signal) => systemClock.sleep(ms === graceMs ? 100 : ms, signal),
};

it('a call that was put off is not made again once the run is free for others, and is not written down as failed', async () => {
  const lab = await startLab({ users: 60 });
  const folder = await makeTemporaryFolder();
  closers.push(folder.remove, lab.close);
  const databaseFile = `${folder.path}/store.db`;
  const { context, close } = await startSidecar({ lab, databaseFile, clock: impatient });
  const policy = buildPolicy({ criteria: { username: ['no.email'] }, actions: ['disable'] });
  const { id } = await requestRun(context, policy, 'live');
  const changes = () => lab.wire.log.list().filter(({ method }) => method === 'PUT' || method === 'POST');
  let before = 0;
  const { attempting } = context.store.journal;
  Object.assign(context.store.journal, {
    attempting: async (row: Parameters<typeof attempting>[0]) => {
      await attempting(row);
      before = changes().length;
      for (const method of ['PUT', 'POST']) {
        lab.wire.faults.add({
          kind: 'status',
          status: 429,
          headers: { 'retry-after': '1' },
          count: 1,
          match: { method },
        });
      }
    },
  });
  // Longer than the call is put off, as with a store that waits for what is under way in it.
  const { close: closeStore } = context.store;
  Object.assign(context.store, { close: () => systemClock.sleep(2_500).then(closeStore) });
  context.runner.wake();
  await waitFor('the refusal', async () => (changes().some(({ status }) => status === 429) ? true : null));
  await close();
  expect(changes().length).toBe(before + 1);
  const store = await openStore({ kind: 'sqlite', file: databaseFile });
  closers.push(() => store.close());
  expect((await store.journal.rows({ runId: id, after: 0, limit: 10 })).map(({ kind }) => kind)).toEqual([
    'attempting',
  ]);
  expect(await store.journal.unsettled(id)).toHaveLength(1);
});

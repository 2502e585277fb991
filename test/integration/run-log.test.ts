// What the log of the process says a run came to.
import { afterEach, expect, it } from 'vitest';
import { startLab } from '../lab/lab.ts';
import { buildPolicy, requestRun, requireRun, startSidecar } from '../support/sidecar.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

it('a run that has ended is not said to have broken off, though what it came to cannot be read for the log', async () => {
  const lab = await startLab({ users: 60 });
  closers.push(lab.close);
  const { context, close } = await startSidecar({ lab });
  closers.push(close);
  const said: string[] = [];
  const hear = (_fields: object, message: string) => void said.push(message);
  Object.assign(context.log, { info: hear, warn: hear, error: hear });
  const { counts, get } = context.store.runs;
  Object.assign(context.store.runs, {
    counts: async (runId: number) => {
      if ((await get(runId))?.state === 'finished') throw new Error('the store does not answer');
      return counts(runId);
    },
  });
  const policy = buildPolicy({ criteria: { username: ['no.email'] }, actions: ['disable'] });
  const { id } = await requestRun(context, policy, 'test');
  context.runner.wake();
  await context.runner.settled();
  expect(await requireRun(context, id)).toMatchObject({ state: 'finished', ending: 'completed' });
  expect(said).toContain('what the run came to could not be read');
  expect(said).not.toContain('run broke off, will be taken up again');
});

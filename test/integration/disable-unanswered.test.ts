// Disabling whose answer is missing, where another account of the same user may have taken over meanwhile.
import { afterEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import { findUser } from '../lab/world/views.ts';
import { outcomesOf, writesAt } from '../support/runs.ts';
import { buildPolicy, runPolicy, startSidecar } from '../support/sidecar.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function disable(username: string, kind: 'lost-answer' | 'reset', options: LabOptions) {
  const lab = await startLab({ users: 160, checkAnswers: false, synchroniseEveryMinutes: 0, ...options });
  const sidecar = await startSidecar({ lab });
  closers.push(lab.close, sidecar.close);
  lab.wire.faults.add({ kind, match: { method: 'PUT' }, count: 1 });
  const policy = buildPolicy({ criteria: { username: [username] }, actions: ['disable'] });
  const run = await runPolicy(sidecar, policy, 'live');
  return { lab, outcomes: await outcomesOf(sidecar.context, run.id, username) };
}

const activeAccounts = ({ world }: Lab, username: string) =>
  findUser(world, username)?.accounts.map(({ active }) => active);

describe('a lost answer to disabling', () => {
  it('does not disable the second account of a user who is active by it now: nobody can tell what was done', async () => {
    const { lab, outcomes } = await disable('shadow.both', 'lost-answer', { directories: 'three' });
    expect(outcomes).toMatchObject([{ kind: 'unknown' }]);
    expect(writesAt(lab)).toHaveLength(1);
    expect(activeAccounts(lab, 'shadow.both')).toEqual([false, true]);
  });

  it('is settled by reading wherever the user is disabled', async () => {
    const { lab, outcomes } = await disable('no.email', 'lost-answer', { directories: 'three' });
    expect(outcomes).toEqual([{ kind: 'applied' }]);
    expect(writesAt(lab)).toHaveLength(1);
  });

  it('is asked once more where there is one directory, so that no second account could have taken over', async () => {
    const { lab, outcomes } = await disable('no.email', 'reset', { directories: 'one' });
    expect(outcomes).toEqual([{ kind: 'applied' }]);
    expect(writesAt(lab)).toHaveLength(2);
  });
});

// How long a deletion is waited for, and what is said when it does not come about.
import { describe, expect, it } from 'vitest';
import type { UserKey, Username } from '../../domain/user.ts';
import { createFakeClient, createJumpingClock, type FakeAnswer, restError } from '../scripted-host.ts';
import { awaitDeletion } from './deletion.ts';

const target = { userKey: 'k' as UserKey, username: 'ann' as Username };
const stillThere: FakeAnswer = { json: { type: 'known', username: 'ann', userKey: 'k', status: 'current' } };

async function waitFor(answers: { accepted?: FakeAnswer; task?: FakeAnswer; user: (n: number) => FakeAnswer }) {
  const clock = createJumpingClock();
  let reads = 0;
  const http = createFakeClient(({ path, method }) => {
    if (method === 'DELETE') return answers.accepted ?? { status: 202, json: { id: 'task-1' } };
    if (path.includes('longtask')) return answers.task ?? { json: { percentageComplete: 100, successful: true } };
    reads += 1;
    return answers.user(reads);
  });
  const accepted = await http.send({ method: 'DELETE', path: '/rest/api/admin/user/{username}' });
  const result = await awaitDeletion({ http, clock, target, accepted, deadlineMs: 60_000 });
  return { result, sleptMs: clock.slept.reduce((sum, ms) => sum + ms, 0), sent: http.sent };
}

describe('waiting for a deletion', () => {
  it('goes on reading a user who stays readable for a while after the task has ended', async () => {
    const { result } = await waitFor({ user: (n) => (n < 6 ? stillThere : restError(404)) });
    expect(result).toEqual({ kind: 'done' });
  });

  it('reads the user without asking for a task where none was named', async () => {
    for (const accepted of [{ status: 202 }, { status: 202, text: '<html>' }, { status: 202, json: { id: '../x' } }]) {
      const { result, sent } = await waitFor({ accepted, user: () => restError(404) });
      expect(result).toEqual({ kind: 'done' });
      expect(sent.filter((one) => one.path.includes('longtask'))).toEqual([]);
    }
  });

  it('is unclear when the task says that it failed and the user is still there', async () => {
    const task = { json: { percentageComplete: 100, successful: false } };
    expect((await waitFor({ task, user: () => stillThere })).result).toEqual({ kind: 'unclear', code: 'host_error' });
    expect((await waitFor({ task, user: () => restError(404) })).result).toEqual({ kind: 'done' });
  });

  it('is unclear when time is up, and no earlier than it has to be', async () => {
    const { result, sleptMs } = await waitFor({ user: () => stillThere });
    expect(result).toEqual({ kind: 'unclear', code: 'host_timeout' });
    expect(sleptMs).toBeGreaterThan(55_000);
    expect(sleptMs).toBeLessThanOrEqual(60_000);
  });

  it('is unclear when the host stops answering properly', async () => {
    const { result } = await waitFor({ user: () => ({ status: 500 }) });
    expect(result).toEqual({ kind: 'unclear', code: 'host_error' });
  });
});

// Waits for an accepted deletion: follows its long task, then reads the user until they are gone or time is up.
import type { Clock } from '../../clock.ts';
import type { HttpClient } from '../http-client/client.ts';
import type { Answer } from '../http-client/exchange.ts';
import { isAddressable } from '../http-client/request.ts';
import { HostFailure } from '../ports.ts';
import type { WriteResult, WriteTarget } from '../writes.ts';
import { readUserByKey } from './read.ts';
import { isLongTask, isTaskReference } from './schema.ts';

const firstPauseMs = 100;
const longestPauseMs = 2_000;

export interface Deletion {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly target: WriteTarget;
  /** The 202 that accepted it. */
  readonly accepted: Answer;
  readonly deadlineMs: number;
}

/**
 * Ends with `done` once the user cannot be read any more. Everything else is `unclear`: the task failed and may have
 * done a part, the time is up, or the host stopped answering. The task's address is built here from its id alone.
 * Never throws `HostFailure`.
 */
export async function awaitDeletion(deletion: Deletion): Promise<WriteResult> {
  const { clock, deadlineMs } = deletion;
  const deadlineAtMs = Date.parse(clock.now()) + deadlineMs;
  let taskOpen = isTaskReference(deletion.accepted.json);
  try {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
      const state = taskOpen ? await readTask(deletion) : 'ended';
      if (state !== 'running') taskOpen = false;
      // A user stays readable for some seconds after the task has ended.
      if (!taskOpen && (await readUserByKey(deletion.http, deletion.target.userKey)) === null) return { kind: 'done' };
      if (state === 'failed') return { kind: 'unclear', code: 'host_error' };
      if (Date.parse(clock.now()) + pauseMs > deadlineAtMs) return { kind: 'unclear', code: 'host_timeout' };
      await clock.sleep(pauseMs);
    }
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return { kind: 'unclear', code: error.code };
  }
}

/** A task that cannot be read (any more) counts as ended: reading the user decides. */
async function readTask({ http, accepted }: Deletion): Promise<'running' | 'ended' | 'failed'> {
  const id = isTaskReference(accepted.json) ? String(accepted.json.id) : '';
  if (!isAddressable(id)) return 'ended';
  const { status, json } = await http.send({ method: 'GET', path: '/rest/api/longtask/{id}', parts: { id } });
  if (status >= 300 || !isLongTask(json)) return 'ended';
  if (json.percentageComplete < 100) return 'running';
  return json.successful === false ? 'failed' : 'ended';
}

// Who may let a paused run go on: whoever paused it, and administrators. What somebody stopped is not another's to start again.
import { isOpen, type Run } from '../domain/run.ts';
import type { Role } from '../domain/session/roles.ts';
import { ProductError } from '../errors.ts';
import { pauseRun, requireRun } from './runs.ts';
import type { Actor, ServiceContext } from './service-context.ts';

/** Lets a run go on where it was. Throws `run_paused_by_another` and what `pauseRun` throws. */
export async function resumeRun(
  context: Pick<ServiceContext, 'store' | 'clock' | 'wake'>,
  { runId, role, actor }: { runId: number; role: Role; actor: Actor },
): Promise<Run> {
  const run = await requireRun(context, runId);
  const another = run.pausedBy !== null && run.pausedBy !== actor.username;
  if (isOpen(run) && another && role !== 'administrator') {
    throw new ProductError('run_paused_by_another', [{ path: 'pausedBy', message: `${run.pausedBy}` }]);
  }
  return pauseRun(context, { runId, pause: false, actor });
}

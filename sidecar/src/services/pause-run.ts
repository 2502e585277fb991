// Who holds a run, and who may let it go on: whoever paused it, and administrators. What somebody stopped is not another's to start again.
import { isOpen, type Run } from '../domain/run.ts';
import type { Role } from '../domain/session/roles.ts';
import { ProductError } from '../errors.ts';
import { requireRun } from './runs.ts';
import type { Actor, ServiceContext } from './service-context.ts';

interface Asked {
  readonly runId: number;
  readonly role: Role;
  readonly actor: Actor;
}

/**
 * Holds a run after the step at hand of each user at work. Whoever paused it first goes on holding it, except that an administrator takes it over from anybody. Throws
 * `run_not_found` and `run_already_finished`.
 */
export async function pauseRun(
  { store, clock, wake }: Pick<ServiceContext, 'store' | 'clock' | 'wake'>,
  { runId, role, actor }: Asked,
): Promise<Run> {
  await requireRun({ store }, runId);
  const noted = { at: clock.now(), actor, event: 'run.paused', details: { run: runId } };
  const paused = await store.together(async ({ runs, audit }) => {
    const changed = await runs.pause({ runId, by: actor.username, takesOver: role === 'administrator' });
    if (changed) await audit.append(noted);
    return changed;
  });
  const run = await requireRun({ store }, runId);
  if (!isOpen(run)) throw new ProductError('run_already_finished');
  if (paused) wake.runner();
  return run;
}

/** Lets a run go on where it was. Throws `run_not_found`, `run_already_finished` and `run_paused_by_another`. */
export async function resumeRun(
  { store, clock, wake }: Pick<ServiceContext, 'store' | 'clock' | 'wake'>,
  { runId, role, actor }: Asked,
): Promise<Run> {
  const before = await requireRun({ store }, runId);
  if (!isOpen(before)) throw new ProductError('run_already_finished');
  const whose = role === 'administrator' ? {} : { heldBy: actor.username };
  const noted = { at: clock.now(), actor, event: 'run.resumed', details: { run: runId } };
  const freed = await store.together(async ({ runs, audit }) => {
    const changed = await runs.resume({ runId, ...whose });
    if (changed) await audit.append(noted);
    return changed;
  });
  const run = await requireRun({ store }, runId);
  if (freed) wake.runner();
  else if (run.pausedBy !== null && role !== 'administrator') {
    throw new ProductError('run_paused_by_another', [{ path: 'pausedBy', message: run.pausedBy }]);
  }
  return run;
}

// Long tasks: work that a request starts and time finishes.
import { randomUUID } from 'node:crypto';
import type { LongTask, User, World } from './model.ts';

export function startTask(
  world: World,
  owner: User,
  work: Pick<LongTask, 'nameKey' | 'argument' | 'durationMs' | 'finish'>,
): LongTask {
  const task: LongTask = {
    ...work,
    id: randomUUID(),
    ownerKey: owner.userKey,
    startedEpochMs: world.clock.nowMs(),
    done: false,
  };
  world.tasks.set(task.id, task);
  return task;
}

/** Finishes every task whose time is over; to be called before the world is looked at. */
export function settleTasks(world: World): void {
  for (const task of world.tasks.values()) {
    if (task.done || measureProgress(world, task) < 100) continue;
    task.done = true;
    task.finish();
  }
}

/** Per cent of the task's time that has passed, 0 to 100. */
export function measureProgress(world: World, task: LongTask): number {
  if (task.done) return 100;
  const elapsedMs = world.clock.nowMs() - task.startedEpochMs;
  if (elapsedMs >= task.durationMs) return 100;
  return Math.max(0, Math.floor((elapsedMs * 100) / task.durationMs));
}

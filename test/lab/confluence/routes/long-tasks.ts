// Long tasks as their owner sees them; nobody else learns that they exist.
import type { LongTask } from '../../world/model.ts';
import { measureProgress } from '../../world/tasks.ts';
import { standAlone } from '../bodies.ts';
import { renderPageOf } from '../paging.ts';
import { type Answer, answerJson, type Call, Refusal, type Route } from '../route.ts';

export const LONG_TASK_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/rest/api/longtask', access: 'anonymous', answer: listOwn },
  { method: 'GET', path: '/rest/api/longtask/{id}', access: 'anonymous', answer: readOne },
];

function listOwn(call: Call): Answer {
  const ownerKey = call.caller.user?.userKey;
  const tasks = [...call.site.world.tasks.values()].filter((task) => task.ownerKey === ownerKey);
  const page = renderPageOf(call, {
    total: tasks.length,
    cut: (start, end) => tasks.slice(start, end),
    render: (task) => renderTask(call, task),
    defaultLimit: 100,
    maxLimit: 100,
  });
  return answerJson(page);
}

function readOne(call: Call): Answer {
  const { id = '' } = call.params;
  const task = call.site.world.tasks.get(id);
  if (task === undefined || task.ownerKey !== call.caller.user?.userKey) {
    throw new Refusal(404, `No task found with id : ${id}`);
  }
  return answerJson(standAlone(call.site, renderTask(call, task)));
}

function renderTask(call: Call, task: LongTask): Record<string, unknown> {
  const { world, address } = call.site;
  const percentageComplete = measureProgress(world, task);
  return {
    id: task.id,
    name: { key: task.nameKey, args: [task.argument], translation: `Deleting user ${task.argument}` },
    elapsedTime: Math.min(world.clock.nowMs() - task.startedEpochMs, task.durationMs),
    percentageComplete,
    successful: percentageComplete === 100,
    messages: percentageComplete === 100 ? [{ translation: `User ${task.argument} has been deleted.`, args: [] }] : [],
    _links: { self: `${address.publicUrl}/rest/api/longtask/${task.id}` },
  };
}

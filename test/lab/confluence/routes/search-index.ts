// The search index: how far the last rebuilding of it has come.
import { type Answer, answerJson, type Call, type Route } from '../route.ts';

export const INDEX_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/rest/api/index/reindex',
    access: 'administrator',
    strangers: 401,
    needs: 'reindex-status',
    answer: readReindex,
  },
];

function readReindex({ site }: Call): Answer {
  const { reindex, clock } = site.world;
  if (reindex === null) return answerJson({});
  const elapsedMs = Math.min(reindex.durationMs, Math.max(0, clock.nowMs() - reindex.startedEpochMs));
  const part = reindex.durationMs === 0 ? 1 : elapsedMs / reindex.durationMs;
  return answerJson({
    jobID: reindex.jobId,
    percentageComplete: Math.floor(part * 100),
    finished: part >= 1,
    elapsedTime: new Date(elapsedMs).toISOString().slice(11, 19),
  });
}

// Runs: list, look, read plan, users, steps and report, and ask one to stop.
import {
  EntryPageSchema,
  EntryQuerySchema,
  PlanSchema,
  ReportAnswerSchema,
  StepPageSchema,
} from '../../contract/plans.ts';
import { RunDetailSchema, RunPageSchema, RunParameters, RunQuerySchema, RunSchema } from '../../contract/runs.ts';
import { cancelRun, getPlan, getReport, getRun, listEntries, listRuns, listSteps } from '../../services/runs.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, actorOf, answers, nextFrom } from '../api.ts';
import { viewEntry, viewJournaledStep, viewPlan, viewRun, viewRunDetail } from '../views/runs.ts';

export function registerRuns(api: Api, context: ServiceContext): void {
  const tags = ['runs'];
  const shared = { tags, params: RunParameters };

  api.get(
    '/runs',
    { schema: { summary: 'Runs, newest first', tags, querystring: RunQuerySchema, response: answers(RunPageSchema) } },
    async ({ query }) => {
      const { policy, before, limit } = query;
      const runs = await listRuns(context, { policy, before, limit });
      return { items: runs.map(viewRun), nextBefore: nextFrom(runs, limit, (run) => run.id) };
    },
  );

  api.get(
    '/runs/:id',
    { schema: { ...shared, summary: 'One run with its counts and mails', response: answers(RunDetailSchema) } },
    async ({ params }) => viewRunDetail(await getRun(context, params.id)),
  );

  api.get(
    '/runs/:id/plan',
    { schema: { ...shared, summary: 'What the run intends', response: answers(PlanSchema) } },
    async ({ params }) => viewPlan(await getPlan(context, params.id)),
  );

  api.get(
    '/runs/:id/entries',
    {
      schema: {
        ...shared,
        summary: 'The users of the plan: before, reasons, steps, outcomes',
        querystring: EntryQuerySchema,
        response: answers(EntryPageSchema),
      },
    },
    async ({ params, query }) => {
      const entries = await listEntries(context, { runId: params.id, ...query });
      return { items: entries.map(viewEntry), nextAfter: nextFrom(entries, query.limit, (entry) => entry.personId) };
    },
  );

  api.get(
    '/runs/:id/steps',
    {
      schema: {
        ...shared,
        summary: 'The steps of the plan with their journal rows',
        querystring: EntryQuerySchema,
        response: answers(StepPageSchema),
      },
    },
    async ({ params, query }) => {
      const { steps, nextAfter } = await listSteps(context, { runId: params.id, ...query });
      return { items: steps.map(viewJournaledStep), nextAfter };
    },
  );

  api.get(
    '/runs/:id/report',
    { schema: { ...shared, summary: 'The report of a finished run', response: answers(ReportAnswerSchema) } },
    async ({ params }) => ({ runId: params.id, report: await getReport(context, params.id) }),
  );

  api.post(
    '/runs/:id/cancel',
    { schema: { ...shared, summary: 'Stop a run after its current step', response: answers(RunSchema) } },
    async (request) => viewRun(await cancelRun(context, { runId: request.params.id, actor: actorOf(request) })),
  );
}

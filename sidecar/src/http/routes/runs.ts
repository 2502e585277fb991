// Runs: list, look, read plan, users, steps and report, and ask one to stop.

import { EntryQuerySchema } from '../../contract/entry-query.ts';
import { CreationRequestSchema } from '../../contract/newcomers.ts';
import { EntryPageSchema, PlanSchema, ReportAnswerSchema, StepPageSchema } from '../../contract/plans.ts';
import { ReboundPageSchema, ReboundQuerySchema } from '../../contract/rebounds.ts';
import {
  ApprovalRequestSchema,
  RejectedSchema,
  RejectionRequestSchema,
  RunDetailSchema,
  RunPageSchema,
  RunParameters,
  RunQuerySchema,
  RunSchema,
  UndoRequestSchema,
} from '../../contract/runs.ts';
import { tableBodyBytes } from '../../contract/told.ts';
import { UnknownPageSchema, UnknownQuerySchema } from '../../contract/unknown-users.ts';
import { demandHostRights } from '../../services/ceiling.ts';
import { approveRun, rejectRun, undoRun } from '../../services/decisions.ts';
import { describeStanding } from '../../services/held-runs.ts';
import { readNewcomers, takeNewcomers } from '../../services/newcomers/read-newcomers.ts';
import { requestCreation } from '../../services/newcomers/request.ts';
import { pauseRun, resumeRun } from '../../services/pause-run.ts';
import {
  cancelRun,
  getPlan,
  getReport,
  getRun,
  listEntries,
  listRebounds,
  listRuns,
  listSteps,
  listUnknown,
} from '../../services/runs.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, actorOf, answers, nextFrom, roleOfCaller } from '../api.ts';
import {
  viewEntry,
  viewJournaledStep,
  viewPlan,
  viewRebound,
  viewRun,
  viewRunDetail,
  viewStanding,
  viewUnknown,
} from '../views/runs.ts';

export function registerRuns(api: Api, context: ServiceContext): void {
  const tags = ['runs'];
  const shared = { tags, params: RunParameters };

  api.get(
    '/runs',
    { schema: { summary: 'Runs, newest first', tags, querystring: RunQuerySchema, response: answers(RunPageSchema) } },
    async ({ query }) => {
      const runs = await listRuns(context, query);
      return { items: runs.map(viewRun), nextBefore: nextFrom(runs, query.limit, (run) => run.id) };
    },
  );

  api.post(
    '/runs',
    {
      bodyLimit: tableBodyBytes,
      schema: {
        summary: 'Create users by a run of their own; in test mode a preview',
        tags,
        body: CreationRequestSchema,
        response: answers(RunSchema, 201),
      },
    },
    async (request, reply) => {
      const { body } = request;
      const newcomers = 'csv' in body ? readNewcomers(body.csv) : takeNewcomers(body.newcomers);
      const { mode: asked, maxUsers, report } = body;
      const order = { newcomers, asked, maxUsers, to: report?.to ?? [], actor: actorOf(request) };
      const groups = [...new Set(newcomers.flatMap((newcomer) => newcomer.groups))];
      await demandHostRights(context, { kind: 'create-users', asked, groups }, order.actor);
      return reply.code(201).send(viewRun(await requestCreation(context, order)));
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
      return {
        items: entries.map((entry) => viewEntry(entry, context.config.timeZone)),
        nextAfter: nextFrom(entries, query.limit, (entry) => entry.personId),
      };
    },
  );

  api.get(
    '/runs/:id/unknown',
    {
      schema: {
        ...shared,
        summary: 'The users whom the plan left out as unknown, each with what is not known',
        querystring: UnknownQuerySchema,
        response: answers(UnknownPageSchema),
      },
    },
    async ({ params, query }) => {
      const users = await listUnknown(context, { runId: params.id, ...query });
      return {
        items: users.map((user) => viewUnknown(user, context.config.timeZone)),
        nextAfter: nextFrom(users, query.limit, (user) => user.position),
      };
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

  api.get(
    '/runs/:id/rebounds',
    {
      schema: {
        ...shared,
        summary: 'What of the run came undone later',
        querystring: ReboundQuerySchema,
        response: answers(ReboundPageSchema),
      },
    },
    async ({ params, query }) => {
      const rebounds = await listRebounds(context, { runId: params.id, ...query });
      return { items: rebounds.map(viewRebound), nextAfter: nextFrom(rebounds, query.limit, (one) => one.stepId) };
    },
  );

  api.post(
    '/runs/:id/cancel',
    {
      schema: {
        ...shared,
        summary: 'Stop a run after the step at hand of each user at work (six at most)',
        response: answers(RunSchema),
      },
    },
    async (request) => viewRun(await cancelRun(context, { runId: request.params.id, actor: actorOf(request) })),
  );

  api.post(
    '/runs/:id/pause',
    {
      schema: {
        ...shared,
        summary:
          'Hold a run after the step at hand of each user at work (six at most); an administrator takes a pause over',
        response: answers(RunSchema),
      },
    },
    async (request) => {
      const asked = { runId: request.params.id, role: roleOfCaller(request), actor: actorOf(request) };
      return viewRun(await pauseRun(context, asked));
    },
  );

  api.post(
    '/runs/:id/resume',
    {
      schema: {
        ...shared,
        summary: 'Let a paused run go on: whoever paused it, or an administrator',
        response: answers(RunSchema),
      },
    },
    async (request) => {
      const asked = { runId: request.params.id, role: roleOfCaller(request), actor: actorOf(request) };
      return viewRun(await resumeRun(context, asked));
    },
  );

  registerDecisions(api, context);
}

/** What people decide about runs that are over. */
function registerDecisions(api: Api, context: ServiceContext): void {
  const shared = { tags: ['runs'], params: RunParameters };

  api.post(
    '/runs/:id/approve',
    {
      schema: {
        ...shared,
        summary: 'Approve exactly the held plan with this digest; a run of its own acts on it',
        body: ApprovalRequestSchema,
        response: answers(RunSchema, 201),
      },
    },
    async (request, reply) => {
      const { digest, waves } = request.body;
      const order = { runId: request.params.id, digest, actor: actorOf(request) };
      await demandHostRights(context, { kind: 'approve', ...order }, order.actor);
      const run = await approveRun(context, waves === undefined ? order : { ...order, waves });
      return reply.status(201).send(viewRun(run));
    },
  );

  api.post(
    '/runs/:id/reject',
    {
      schema: {
        ...shared,
        summary: 'Reject a held plan for good',
        body: RejectionRequestSchema,
        response: answers(RejectedSchema),
      },
    },
    async (request) => {
      const { reason = null } = request.body;
      const run = await rejectRun(context, { runId: request.params.id, reason, actor: actorOf(request) });
      return { run: viewRun(run), held: viewStanding(await describeStanding(context, run)) };
    },
  );

  api.post(
    '/runs/:id/undo',
    {
      schema: {
        ...shared,
        summary: 'Take back what a run did, by a run of its own; in test mode a preview',
        body: UndoRequestSchema,
        response: answers(RunSchema, 201),
      },
    },
    async (request, reply) => {
      const { people = null, mode: asked } = request.body;
      const order = { runId: request.params.id, people, asked, actor: actorOf(request) };
      await demandHostRights(context, { kind: 'take-back', ...order }, order.actor);
      const run = await undoRun(context, order);
      return reply.status(201).send(viewRun(run));
    },
  );
}

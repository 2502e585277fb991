// Simulations: make one, of a policy or of all, read it, compare it with another plan or with another tool's list.
import { RunParameters } from '../../contract/runs.ts';
import {
  ClaimPageSchema,
  ClaimQuerySchema,
  ComparisonRequestSchema,
  ComparisonSchema,
  DiffQuerySchema,
  DiffSchema,
  SimulatedEntryPageSchema,
  SimulatedEntryQuerySchema,
  SimulatedMailsSchema,
  SimulationPageSchema,
  SimulationQuerySchema,
  SimulationRequestSchema,
  SimulationSchema,
  SimulationSetSchema,
} from '../../contract/simulations.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { compareList } from '../../services/simulations/compare-list.ts';
import { comparePlans } from '../../services/simulations/compare-plans.ts';
import { describeSet, listClaims, simulateAll } from '../../services/simulations/simulate-all.ts';
import {
  getSimulation,
  listSimulatedEntries,
  listSimulations,
  previewMails,
  simulatePolicy,
} from '../../services/simulations.ts';
import { type Api, actorOf, answers, nextFrom } from '../api.ts';
import {
  viewClaims,
  viewComparison,
  viewDiff,
  viewMails,
  viewSet,
  viewSimulatedEntry,
  viewSimulation,
  viewSimulationLine,
} from '../views/simulations.ts';

/** Lists of a hundred thousand users are a few million characters. */
const listBytes = 10 * 1024 * 1024;

export function registerSimulations(api: Api, context: ServiceContext): void {
  const tags = ['simulations'];
  const shared = { tags, params: RunParameters };

  api.post(
    '/simulations',
    {
      schema: {
        tags,
        summary: 'Simulate a policy, or an edited one, against the newest snapshot',
        body: SimulationRequestSchema,
        response: answers(SimulationSchema, 201),
      },
    },
    async (request, reply) => {
      const { policy, definition: document } = request.body;
      const simulation = await simulatePolicy(context, { policy, document, actor: actorOf(request) });
      return reply.code(201).send(viewSimulation(simulation));
    },
  );

  api.get(
    '/simulations',
    {
      schema: {
        tags,
        summary: 'Simulations of the last 30 days, newest first',
        querystring: SimulationQuerySchema,
        response: answers(SimulationPageSchema),
      },
    },
    async ({ query }) => {
      const { policy, before, limit } = query;
      const simulations = await listSimulations(context, { policy, before, limit });
      return { items: simulations.map(viewSimulationLine), nextBefore: nextFrom(simulations, limit, ({ id }) => id) };
    },
  );

  api.get(
    '/simulations/:id',
    { schema: { ...shared, summary: 'One simulation', response: answers(SimulationSchema) } },
    async ({ params }) => viewSimulation(await getSimulation(context, params.id)),
  );

  api.get(
    '/simulations/:id/entries',
    {
      schema: {
        ...shared,
        summary: 'Its users: before, after, reasons, steps',
        querystring: SimulatedEntryQuerySchema,
        response: answers(SimulatedEntryPageSchema),
      },
    },
    async ({ params, query }) => {
      const entries = await listSimulatedEntries(context, { id: params.id, ...query });
      const nextAfter = nextFrom(entries, query.limit, ({ personId }) => personId);
      return { items: entries.map((entry) => viewSimulatedEntry(entry, context.config.timeZone)), nextAfter };
    },
  );

  api.get(
    '/simulations/:id/mails',
    {
      schema: {
        ...shared,
        summary: 'The mails the next run would send if it planned the same; nothing is sent',
        response: answers(SimulatedMailsSchema),
      },
    },
    async ({ params }) => viewMails(await previewMails(context, params.id)),
  );

  api.post(
    '/simulations/:id/compare',
    {
      bodyLimit: listBytes,
      schema: {
        ...shared,
        summary: "Compare with another tool's list of users",
        body: ComparisonRequestSchema,
        response: answers(ComparisonSchema),
      },
    },
    async ({ params, body }) => viewComparison(await compareList(context, { id: params.id, csv: body.csv })),
  );

  api.get(
    '/plans/diff',
    {
      schema: {
        tags,
        summary: 'Who is new, who is gone, and for whom something else is planned, from one plan to another',
        querystring: DiffQuerySchema,
        response: answers(DiffSchema),
      },
    },
    async ({ query }) => viewDiff(await comparePlans(context, query)),
  );

  registerSets(api, context);
}

function registerSets(api: Api, context: ServiceContext): void {
  const shared = { tags: ['simulations'], params: RunParameters };

  api.post(
    '/simulations/all',
    {
      schema: {
        tags: ['simulations'],
        summary: 'Simulate all policies in use together',
        response: answers(SimulationSetSchema, 201),
      },
    },
    async (request, reply) => reply.code(201).send(viewSet(await simulateAll(context, actorOf(request)))),
  );

  api.get(
    '/simulations/all/:id',
    { schema: { ...shared, summary: 'All policies, as simulated together', response: answers(SimulationSetSchema) } },
    async ({ params }) => viewSet(await describeSet(context, params.id)),
  );

  api.get(
    '/simulations/all/:id/users',
    {
      schema: {
        ...shared,
        summary: 'Who is claimed by which policies and why, and where they conflict',
        querystring: ClaimQuerySchema,
        response: answers(ClaimPageSchema),
      },
    },
    async ({ params, query }) => {
      const { users, nextAfter } = await listClaims(context, { setId: params.id, ...query });
      return viewClaims(users, nextAfter);
    },
  );
}

// Policies: list, look, save, switch between test and live, retire, and run by hand.
import type { Static } from 'typebox';
import { BacktestQuerySchema, BacktestSchema } from '../../contract/backtest.ts';
import { PolicyReference } from '../../contract/policies.ts';
import { RunRequestSchema, RunSchema } from '../../contract/runs.ts';
import { StandingPageSchema, StandingQuerySchema } from '../../contract/stages.ts';
import {
  ExpectedVersionHeaders,
  ModeChangeSchema,
  NextRunsSchema,
  PolicyListSchema,
  PolicyParameters,
  RetiredPolicySchema,
  SavedPolicySchema,
  StoredPolicySchema,
} from '../../contract/stored-policies.ts';
import { WhyParameters, WhySchema } from '../../contract/why.ts';
import { demandHostRights } from '../../services/ceiling.ts';
import { explainUser } from '../../services/explain.ts';
import { backtestPolicy } from '../../services/licence/backtest.ts';
import {
  getPolicy,
  listComingRuns,
  listPolicies,
  retirePolicy,
  savePolicy,
  setPolicyMode,
} from '../../services/policies.ts';
import { requestRun } from '../../services/runs.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { listStandings } from '../../services/stages.ts';
import { type Api, actorOf, answers } from '../api.ts';
import { compileAllButBody } from '../schema-compiler.ts';
import { viewNextRuns, viewPolicy, viewPolicyLine } from '../views/policies.ts';
import { viewRun } from '../views/runs.ts';
import { viewStandingPage } from '../views/stages.ts';
import { viewWhy } from '../views/why.ts';

export function registerPolicies(api: Api, context: ServiceContext): void {
  const shared = { tags: ['policies'], params: PolicyParameters };

  api.get(
    '/policies',
    { schema: { summary: 'All policies in use', tags: ['policies'], response: answers(PolicyListSchema) } },
    async () => ({ items: (await listPolicies(context)).map(viewPolicyLine) }),
  );

  api.get(
    '/policies/:id',
    { schema: { ...shared, summary: 'One policy with its next five runs', response: answers(StoredPolicySchema) } },
    async ({ params }) => viewPolicy(await getPolicy(context, params.id)),
  );

  api.get(
    '/policies/:id/why/:userKey',
    {
      schema: {
        ...shared,
        params: WhyParameters,
        summary: 'Why the policy means a user of the newest snapshot, or does not, and which guards would refuse',
        response: answers(WhySchema),
      },
    },
    async (request) => {
      const { id: policyId, userKey } = request.params;
      const explanation = await explainUser(context, { policyId, userKey, actor: actorOf(request) });
      return viewWhy(explanation, context.config.timeZone);
    },
  );

  api.get(
    '/policies/:id/stages',
    {
      schema: {
        ...shared,
        summary: 'Where users stand on the timeline of a staged policy, and when the next stage may come',
        querystring: StandingQuerySchema,
        response: answers(StandingPageSchema),
      },
    },
    async ({ params: { id }, query: { after, limit } }) => {
      const page = await listStandings(context, { id, after, limit });
      return viewStandingPage(page, { limit, timeZone: context.config.timeZone });
    },
  );

  api.get(
    '/policies/:id/backtest',
    {
      schema: {
        ...shared,
        summary: 'Had this policy run some days ago: whom it would have met, and who of them was active since',
        querystring: BacktestQuerySchema,
        response: answers(BacktestSchema),
      },
    },
    async ({ params: { id }, query: { days } }) => backtestPolicy(context, { id, days }),
  );

  api.get(
    '/policies/:id/next',
    {
      schema: {
        ...shared,
        summary: 'The next five runs: local time, zone, instant, and what the change of clocks does to them',
        response: answers(NextRunsSchema),
      },
    },
    async ({ params }) => viewNextRuns(await listComingRuns(context, params.id)),
  );

  api.put(
    '/policies/:id',
    {
      schema: {
        ...shared,
        summary: 'Create a policy in test mode, or write a new version of one',
        headers: ExpectedVersionHeaders,
        body: PolicyReference,
        response: answers(SavedPolicySchema),
      },
      validatorCompiler: compileAllButBody,
    },
    async (request) => {
      const { params, headers, body: document } = request;
      const actor = actorOf(request);
      await demandHostRights(context, { kind: 'save-policy', policyId: params.id, document }, actor);
      const saved = await savePolicy(context, { id: params.id, document, ...readExpected(headers), actor });
      return { changed: saved.changed, warnings: saved.warnings, policy: viewPolicy(saved.state) };
    },
  );

  api.delete(
    '/policies/:id',
    { schema: { ...shared, summary: 'Take a policy out of use', response: answers(RetiredPolicySchema) } },
    async (request) => {
      const { id } = request.params;
      await retirePolicy(context, { id, actor: actorOf(request) });
      return { id, retired: true as const };
    },
  );

  api.put(
    '/policies/:id/mode',
    {
      schema: {
        ...shared,
        summary: 'Switch a policy between test and live',
        body: ModeChangeSchema,
        response: answers(StoredPolicySchema),
      },
    },
    async (request) => {
      const { params, body } = request;
      const deed = { kind: 'set-policy-mode', policyId: params.id, mode: body.mode } as const;
      await demandHostRights(context, deed, actorOf(request));
      return viewPolicy(await setPolicyMode(context, { id: params.id, mode: body.mode, actor: actorOf(request) }));
    },
  );

  api.post(
    '/policies/:id/runs',
    {
      schema: {
        ...shared,
        tags: ['policies', 'runs'],
        summary: 'Run a policy now',
        body: RunRequestSchema,
        response: answers(RunSchema, 201),
      },
    },
    async (request, reply) => {
      const input = { policyId: request.params.id, asked: request.body.mode, actor: actorOf(request) };
      await demandHostRights(context, { kind: 'run-policy', ...input }, input.actor);
      return reply.code(201).send(viewRun(await requestRun(context, input)));
    },
  );
}

/** What the headers say of the version that was seen; nothing where they are silent. */
function readExpected(headers: Static<typeof ExpectedVersionHeaders>): { readonly over?: number | null } {
  const version = headers['if-match'];
  if (version !== undefined) return { over: Number(version.replaceAll('"', '')) };
  return headers['if-none-match'] === undefined ? {} : { over: null };
}

// How everything stands: the figures of the first page.
import { ActivityHistogramSchema } from '../../contract/activity-histogram.ts';
import { AllPoliciesSchema, OverviewQuerySchema, OverviewSchema } from '../../contract/overview.ts';
import { describeActivity, describeOverview } from '../../services/overview.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { readSeatsTogether } from '../../services/simulations/seats-together.ts';
import { type Api, answers } from '../api.ts';

export function registerOverview(api: Api, context: ServiceContext): void {
  api.get(
    '/overview',
    {
      schema: {
        summary: 'All users, each counted once, by how they stand',
        tags: ['users'],
        querystring: OverviewQuerySchema,
        response: answers(OverviewSchema),
      },
    },
    async ({ query }) => {
      const { snapshot, inactiveDays, standing } = await describeOverview(context, query.inactiveDays);
      const { id: snapshotId, startedAt: readAt, userCount: users } = snapshot;
      return { snapshotId, readAt, users, inactiveDays, standing };
    },
  );

  api.get(
    '/overview/all-policies',
    {
      schema: {
        summary: 'What all policies together would make of the seats, as last worked out',
        tags: ['licence'],
        response: answers(AllPoliciesSchema),
      },
    },
    async () => {
      const kept = await readSeatsTogether(context);
      if (kept === null) return { made: null };
      const { id: setId, madeAt, madeBy } = kept.set;
      return { made: { setId, madeAt, madeBy, snapshotId: kept.snapshotId, ...kept.seats } };
    },
  );

  api.get(
    '/overview/activity',
    {
      schema: {
        summary: 'How long ago the enabled users were last active',
        tags: ['users'],
        response: answers(ActivityHistogramSchema),
      },
    },
    async () => {
      const { snapshot, buckets, thresholds } = await describeActivity(context);
      return { snapshotId: snapshot.id, readAt: snapshot.startedAt, ...buckets, thresholds };
    },
  );
}

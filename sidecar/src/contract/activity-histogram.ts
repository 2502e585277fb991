// How long ago the enabled users were last active, in buckets that grow wider with the years.
import Type, { type Static } from 'typebox';
import { Count, closed, InstantSchema, list } from './envelope.ts';

export const ActivityHistogramSchema = Type.Object(
  {
    snapshotId: Type.Integer(),
    readAt: InstantSchema,
    within: list(
      Type.Object(
        {
          days: Type.Integer({ description: 'Last active less than so many days ago, and not in a bucket before.' }),
          users: Count,
        },
        closed,
      ),
    ),
    beyond: Type.Integer({ minimum: 0, description: 'Last active longer ago than all buckets reach.' }),
    never: Count,
    unknown: Count,
    thresholds: list(
      Type.Object(
        {
          days: Type.Integer(),
          policies: list(Type.String({ description: 'Names of policies that ask for so many days.' })),
        },
        closed,
      ),
    ),
  },
  { ...closed, description: 'Users who are not disabled, each once.' },
);
export type ActivityHistogramDocument = Static<typeof ActivityHistogramSchema>;

// How everything stands, for the first page: every user counted once, and what all policies would make of the seats.
import Type, { type Static } from 'typebox';
import { Count, closed, InstantSchema, nullable, RowId } from './envelope.ts';

export const OverviewQuerySchema = Type.Object(
  {
    inactiveDays: Type.Integer({
      minimum: 1,
      maximum: 36_500,
      default: 90,
      description: 'Who was last active at least so long ago, or never, counts as inactive.',
    }),
  },
  closed,
);

export const OverviewSchema = Type.Object(
  {
    snapshotId: Type.Integer(),
    readAt: InstantSchema,
    users: Count,
    inactiveDays: Type.Integer(),
    standing: Type.Object(
      { active: Count, inactive: Count, unknown: Count, protected: Count, disabled: Count },
      {
        ...closed,
        description:
          'Adds up to users. Protected: exempt, or in a group that has a role in this product, and not disabled.',
      },
    ),
  },
  closed,
);
export type OverviewDocument = Static<typeof OverviewSchema>;

export const AllPoliciesSchema = Type.Object(
  {
    made: nullable(
      Type.Object(
        {
          setId: RowId,
          madeAt: InstantSchema,
          madeBy: Type.String(),
          snapshotId: Type.Integer(),
          seats: nullable(Type.Integer({ description: 'Seats taken as that reading found them.' })),
          policies: Count,
          held: Type.Integer({ minimum: 0, description: 'Policies whose plan a guard would hold.' }),
          users: Count,
          freed: Count,
          taken: Count,
          unknown: Count,
        },
        closed,
      ),
    ),
  },
  {
    ...closed,
    description:
      'What all policies together would make of the seats, as worked out when they were last simulated together.',
  },
);
export type AllPoliciesDocument = Static<typeof AllPoliciesSchema>;

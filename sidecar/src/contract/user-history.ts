// What live runs did about one user.
import Type, { type Static } from 'typebox';
import { closed, InstantSchema, list, nullable, RowId } from './envelope.ts';
import { ChangeSchema, OutcomeSchema, VerificationSchema } from './plans.ts';
import { PolicySlug } from './policies.ts';

export const UserHistorySchema = Type.Object(
  {
    items: list(
      Type.Object(
        {
          stepId: RowId,
          runId: RowId,
          policyId: PolicySlug,
          change: ChangeSchema,
          outcome: OutcomeSchema,
          verification: nullable(VerificationSchema),
          at: nullable(InstantSchema),
        },
        closed,
      ),
    ),
  },
  { ...closed, description: 'Newest first, at most a hundred; rehearsals did nothing and are left out.' },
);
export type UserHistoryDocument = Static<typeof UserHistorySchema>;

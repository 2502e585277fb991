// Why a policy means a user or does not, for anybody of the newest snapshot.
import Type, { type Static } from 'typebox';
import { closed, InstantSchema, list, nullable } from './envelope.ts';
import { ChangeSchema, DispositionSchema, FateSchema, TraceReference, VerdictSchema } from './plans.ts';
import { PolicySlug } from './policies.ts';
import { EntryStageSchema } from './stages.ts';

export const WhyParameters = Type.Object(
  { id: PolicySlug, userKey: Type.String({ minLength: 1, maxLength: 255 }) },
  closed,
);

export const WhySchema = Type.Object(
  {
    policyId: PolicySlug,
    policyVersion: Type.Integer({ minimum: 1 }),
    snapshotId: Type.Integer(),
    readAt: InstantSchema,
    user: Type.Object({ userKey: Type.String(), username: Type.String(), displayName: Type.String() }, closed),
    verdict: VerdictSchema,
    answer: Type.String({ description: 'One sentence: what decided, and what stands in the way.' }),
    why: Type.String({ description: 'The trace in words.' }),
    trace: TraceReference,
    stage: nullable(EntryStageSchema),
    unknown: list(
      Type.Object(
        { reason: Type.String(), words: Type.String() },
        { ...closed, description: 'What would have to be known for an answer.' },
      ),
    ),
    fate: FateSchema,
    steps: list(
      Type.Object(
        { change: ChangeSchema, disposition: DispositionSchema, words: Type.String() },
        { ...closed, description: 'What would become of each change if the policy meant the user.' },
      ),
    ),
  },
  closed,
);
export type WhyDocument = Static<typeof WhySchema>;

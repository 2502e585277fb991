// Policies as the store keeps them: the definition with its version, mode, origin, coming runs and last run.
import Type, { type Static } from 'typebox';
import { closed, FaultList, InstantSchema, list, MissingAbilities, nullable } from './envelope.ts';
import { IntervalSchema, PolicyReference, PolicySlug } from './policies.ts';
import { RunSchema } from './runs.ts';

export const ModeSchema = Type.Enum(['test', 'live']);

const shared = {
  id: PolicySlug,
  version: Type.Integer({ minimum: 1 }),
  name: Type.String(),
  mode: ModeSchema,
  origin: Type.Union([
    Type.Object({ kind: Type.Literal('file'), file: Type.String() }, closed),
    Type.Object({ kind: Type.Literal('api'), by: Type.String() }, closed),
  ]),
  createdAt: InstantSchema,
  updatedAt: InstantSchema,
  lastRun: nullable(RunSchema),
};

const EventTriggerSchema = Type.Object(
  { event: Type.Enum(['creation', 'login']), everyMinutes: Type.Integer() },
  closed,
);

const TickSchema = Type.Object(
  { localTime: Type.String({ description: 'Wall clock of the zone, YYYY-MM-DDTHH:mm.' }), instant: InstantSchema },
  closed,
);

export const ComingRun = Type.Object(
  {
    localTime: Type.String({ description: 'As the schedule names it, on the wall clock of the zone.' }),
    zone: Type.String(),
    offsetMinutes: Type.Integer({ description: 'How far the wall clock is ahead of UTC then.' }),
    instant: InstantSchema,
    notes: list(
      Type.Object(
        {
          kind: Type.Enum(['clock-goes-forward', 'clock-goes-back', 'skipped-local-time', 'local-time-comes-twice']),
          message: Type.String(),
        },
        closed,
      ),
    ),
  },
  closed,
);

const StoredScheduleSchema = Type.Object(
  { cron: Type.String(), every: Type.Optional(IntervalSchema), zone: Type.String(), missed: Type.String() },
  closed,
);

export const NextRunsSchema = Type.Object(
  {
    policyId: PolicySlug,
    schedule: nullable(StoredScheduleSchema),
    on: nullable(EventTriggerSchema),
    items: list(ComingRun),
  },
  { ...closed, description: 'The next five runs; none for a policy that waits for events or runs by hand.' },
);
export type NextRunsDocument = Static<typeof NextRunsSchema>;

export const PolicyListSchema = Type.Object(
  {
    items: list(
      Type.Object(
        {
          ...shared,
          schedule: nullable(StoredScheduleSchema),
          on: nullable(EventTriggerSchema),
          nextRun: nullable(TickSchema),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type PolicyListDocument = Static<typeof PolicyListSchema>;

export const StoredPolicySchema = Type.Object(
  {
    ...shared,
    definition: PolicyReference,
    nextRuns: list(TickSchema),
    missing: Type.Union([MissingAbilities, Type.Null()], { description: 'Null while Confluence does not answer.' }),
  },
  closed,
);
export type StoredPolicyDocument = Static<typeof StoredPolicySchema>;

export const SavedPolicySchema = Type.Object(
  {
    changed: Type.Boolean({ description: 'False when the newest version says the same.' }),
    warnings: FaultList,
    policy: StoredPolicySchema,
  },
  closed,
);

export const RetiredPolicySchema = Type.Object({ id: PolicySlug, retired: Type.Literal(true) }, closed);
/** What the writer of a policy saw. Other headers are nobody's business here. */
export const ExpectedVersionHeaders = Type.Object({
  'if-match': Type.Optional(
    Type.String({ pattern: '^"?[1-9][0-9]{0,8}"?$', description: 'Saves only over this version of the policy.' }),
  ),
  'if-none-match': Type.Optional(
    Type.String({ pattern: '^\\*$', description: 'Saves only where no such policy is in use.' }),
  ),
});

export const PolicyParameters = Type.Object({ id: PolicySlug }, closed);
export const ModeChangeSchema = Type.Object({ mode: ModeSchema }, closed);

// Simulations and what is read out of them: plans nobody acts upon, differences of plans, claims of all policies.
import Type, { type Static } from 'typebox';
import { Count, closed, InstantSchema, list, MissingAbilities, nullable, PageLimit, RowId } from './envelope.ts';
import { entry, FateSchema, PlannedStepSchema, person, planFigures, TraceReference } from './plans.ts';
import { PolicyReference, PolicySlug } from './policies.ts';

export const SimulationRequestSchema = Type.Object(
  {
    policy: Type.Optional(PolicySlug),
    definition: Type.Optional(
      Type.Unknown({ description: 'A policy as PUT /policies/{id} takes it. It is simulated and not saved.' }),
    ),
  },
  { ...closed, description: 'Either a policy in use, by its id, or an edited one.' },
);

const simulation = {
  id: RowId,
  setId: nullable(RowId),
  policyId: PolicySlug,
  policyVersion: nullable(Type.Integer({ minimum: 1, description: 'Null where the policy was not saved like this.' })),
  madeBy: Type.String(),
  missing: MissingAbilities,
  ...planFigures,
};

const SimulationLineSchema = Type.Object(simulation, closed);

export const SimulationSchema = Type.Object({ ...simulation, definition: PolicyReference }, closed);
export type SimulationDocument = Static<typeof SimulationSchema>;

export const SimulationPageSchema = Type.Object(
  { items: list(SimulationLineSchema), nextBefore: nullable(RowId) },
  { ...closed, description: 'Newest first. Simulations are kept for 30 days.' },
);
export type SimulationLine = Static<typeof SimulationLineSchema>;

export const SimulationQuerySchema = Type.Object(
  { policy: Type.Optional(PolicySlug), before: Type.Optional(RowId), limit: PageLimit },
  closed,
);

const After = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  default: 0,
  description: 'nextAfter of the page before.',
});

export const SimulatedEntryQuerySchema = Type.Object(
  { fate: Type.Optional(FateSchema), after: After, limit: PageLimit },
  closed,
);

export const SimulatedEntryPageSchema = Type.Object(
  {
    items: list(Type.Object({ ...person, ...entry, steps: list(PlannedStepSchema) }, closed)),
    nextAfter: nullable(RowId),
  },
  closed,
);
export type SimulatedEntryPage = Static<typeof SimulatedEntryPageSchema>;

const names = { userKey: Type.String(), username: Type.String(), displayName: Type.String() };
const steps = list(PlannedStepSchema);
const side = Type.Object({ fate: FateSchema, steps }, closed);

/** `run:12`, `simulation:7`, or `last-run:policy-id` for the newest run of a policy that has a plan. */
const PlanReference = Type.String({
  pattern: '^(?:(?:run|simulation):[1-9]\\d{0,14}|last-run:[a-z0-9-]{1,64})$',
  description: 'run:12, simulation:7, or last-run:policy for the newest run of the policy that made a plan.',
});

export const DiffQuerySchema = Type.Object(
  {
    left: PlanReference,
    right: PlanReference,
    kind: Type.Optional(Type.Enum(['newcomer', 'leaver', 'changed'])),
    after: After,
    limit: PageLimit,
  },
  closed,
);

export const DiffSchema = Type.Object(
  {
    left: Type.String({ description: 'The plan that was compared: run:12 or simulation:7.' }),
    right: Type.String(),
    counts: Type.Object(
      { left: Count, right: Count, newcomers: Count, leavers: Count, changed: Count, same: Count },
      { ...closed, description: 'left = leavers + changed + same; right = newcomers + changed + same.' },
    ),
    items: list(
      Type.Union([
        Type.Object({ kind: Type.Literal('newcomer'), ...names, right: side }, closed),
        Type.Object({ kind: Type.Literal('leaver'), ...names, left: side }, closed),
        Type.Object(
          { kind: Type.Literal('changed'), ...names, left: side, right: side, dropped: steps, added: steps },
          closed,
        ),
      ]),
    ),
    nextAfter: nullable(Count),
  },
  closed,
);
export type DiffDocument = Static<typeof DiffSchema>;

export const SimulationSetSchema = Type.Object(
  {
    id: RowId,
    madeAt: InstantSchema,
    madeBy: Type.String(),
    policies: list(Type.Object({ precedence: Type.Integer(), owned: Count, simulation: SimulationLineSchema }, closed)),
    counts: Type.Object(
      {
        users: Type.Integer({ minimum: 0, description: 'Selected by at least one policy.' }),
        severallyClaimed: Type.Integer({ minimum: 0, description: 'Several policies have something planned.' }),
        conflicting: Count,
      },
      closed,
    ),
  },
  {
    ...closed,
    description:
      'Policies in the order of precedence; a user is owned by the first with a schedule that means them, or else by the first that plans anything.',
  },
);
export type SimulationSetDocument = Static<typeof SimulationSetSchema>;

export const ClaimQuerySchema = Type.Object(
  { only: Type.Optional(Type.Enum(['severally-claimed', 'conflicting'])), after: After, limit: PageLimit },
  closed,
);

export const ClaimPageSchema = Type.Object(
  {
    items: list(
      Type.Object(
        {
          ...names,
          owner: nullable(PolicySlug),
          claims: list(
            Type.Object(
              { policyId: PolicySlug, fate: FateSchema, steps, trace: nullable(TraceReference) },
              { ...closed, description: 'In the order of precedence.' },
            ),
          ),
          conflicts: list(
            Type.Object(
              {
                kind: Type.Enum([
                  'opposite-status',
                  'opposite-group',
                  'deleted-and-changed',
                  'access-taken-and-given',
                  'directory-changed-twice',
                ]),
                policies: list(PolicySlug),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    ),
    nextAfter: nullable(Count),
  },
  closed,
);
export type ClaimPage = Static<typeof ClaimPageSchema>;

export const ComparisonRequestSchema = Type.Object(
  {
    csv: Type.String({
      minLength: 1,
      maxLength: 8_000_000,
      description: 'A list of users as another tool wrote it: with a header, or one name a line.',
    }),
  },
  closed,
);

const compared = list(
  Type.Object({ ...names, ours: Type.Enum(['planned', 'already', 'refused', 'unsupported', 'not-selected']) }, closed),
);

export const ComparisonSchema = Type.Object(
  {
    counts: Type.Object(
      { rows: Count, onlyTheirs: Count, onlyOurs: Count, both: Count, unmatched: Count, repeated: Count },
      closed,
    ),
    columns: list(Type.String({ description: 'Columns that names were taken from; empty where there is no header.' })),
    onlyTheirs: compared,
    onlyOurs: compared,
    both: compared,
    unmatched: list(Type.Object({ line: Count, text: Type.String() }, closed)),
  },
  { ...closed, description: 'Ours are the users for whom anything is planned.' },
);
export type ComparisonDocument = Static<typeof ComparisonSchema>;

const mail = {
  to: list(Type.String()),
  subject: Type.String(),
  text: Type.String(),
  html: Type.String({ description: 'Show it in a frame without scripts and rights (sandbox).' }),
};

export const SimulatedMailsSchema = Type.Object(
  {
    report: Type.Object(mail, { ...closed, description: 'To nobody where the policy names nobody.' }),
    warning: nullable(
      Type.Object(mail, closed),
      'That of the first user who would be warned; null where nobody would be.',
    ),
  },
  { ...closed, description: 'As the next run would write them if it planned the same. Nothing is sent.' },
);
export type SimulatedMailsDocument = Static<typeof SimulatedMailsSchema>;

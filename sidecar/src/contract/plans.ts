// What a run intends and what became of it: the plan, its users with their traces, its steps with their journal rows.
import Type, { type Static } from 'typebox';
import { AccountImageSchema, KnownAccountsSchema, NewcomerImageSchema } from './account-images.ts';
import { leafSchemas } from './criteria.ts';
import { Count, closed, InstantSchema, list, nullable, PlainDetails, RowId } from './envelope.ts';
import { ImpactKindSchema, ImpactSchema } from './impact.ts';
import { PlanSeatsSchema } from './licence.ts';
import { PopulationSchema } from './population.ts';
import { RefusalDetails } from './refusal-details.ts';
import { EntryStageSchema } from './stages.ts';

/** What every plan shows of itself, whether a run acts on it or not. */
export const planFigures = {
  snapshotId: Type.Integer(),
  digest: Type.String(),
  madeAt: InstantSchema,
  summary: Type.Object(
    {
      usersRead: Count,
      matched: Count,
      unknown: Count,
      planned: Count,
      already: Count,
      refused: Count,
      unsupported: Count,
      seats: Type.Optional(nullable(PlanSeatsSchema)),
      atMost: Type.Optional(
        Type.Integer({ minimum: 0, description: 'So many users one run changes; the rest is carried over.' }),
      ),
      population: Type.Optional(PopulationSchema),
      belongingElsewhere: Type.Optional(
        Type.Record(Type.String(), Count, {
          description:
            'Users who belong to another policy by precedence, by that policy: left to it, or only told where the run is by hand.',
        }),
      ),
      impactUntold: Type.Optional(list(ImpactKindSchema)),
      privileged: Type.Optional(
        Type.Integer({ minimum: 1, description: 'Users with changes that take an administrator and a second one.' }),
      ),
      notes: Type.Optional(
        Type.Record(Type.String(), Count, { description: 'Users by what there is to know besides.' }),
      ),
    },
    closed,
  ),
  unknownByReason: Type.Record(Type.String(), Count),
  refusals: list(
    Type.Object(
      { guard: Type.String(), details: PlainDetails, words: Type.String({ description: 'Why, as the mails say it.' }) },
      closed,
    ),
  ),
};

export const PlanSchema = Type.Object({ runId: RowId, ...planFigures }, closed);
export type PlanDocument = Static<typeof PlanSchema>;

export const VerdictSchema = Type.Enum(['yes', 'no', 'unknown']);

/** Why a user was selected: every leaf that was asked, with its answer and the facts behind it. */
export type TraceDocument =
  | {
      leaf: keyof typeof leafSchemas;
      argument: unknown;
      verdict: Static<typeof VerdictSchema>;
      unknown?: string;
      facts: Static<typeof PlainDetails>;
    }
  | { combine: 'all' | 'any' | 'not'; verdict: Static<typeof VerdictSchema>; children: readonly TraceDocument[] };

export const TraceReference = Type.Unsafe<TraceDocument>({ $ref: 'Trace#' });

/** Shared, because it contains itself; register it with `addSchema`. */
export const TraceSchema = Type.Unsafe<TraceDocument>({
  $id: 'Trace',
  title: 'Trace',
  anyOf: [
    Type.Object(
      {
        leaf: Type.Enum(Object.keys(leafSchemas) as (keyof typeof leafSchemas)[]),
        argument: Type.Unknown(),
        verdict: VerdictSchema,
        unknown: Type.Optional(Type.String()),
        facts: PlainDetails,
      },
      closed,
    ),
    Type.Object(
      { combine: Type.Enum(['all', 'any', 'not']), verdict: VerdictSchema, children: Type.Array(TraceReference) },
      closed,
    ),
  ],
});

export const ChangeSchema = Type.Union([
  Type.Object(
    { kind: Type.Enum(['disable', 'enable', 'delete', 'set-random-password', 'create-user', 'take-licence', 'warn']) },
    closed,
  ),
  Type.Object({ kind: Type.Enum(['add-to-group', 'remove-from-group']), group: Type.String() }, closed),
  Type.Object(
    {
      kind: Type.Enum(['disable-account', 'enable-account', 'mail-password-reset', 'create-first-account']),
      directory: Type.String(),
    },
    closed,
  ),
  Type.Object(
    { kind: Type.Enum(['create-group', 'add-account-to-group']), directory: Type.String(), group: Type.String() },
    closed,
  ),
  Type.Object(
    { kind: Type.Enum(['create-account', 'copy-attributes']), directory: Type.String(), from: Type.String() },
    closed,
  ),
  Type.Object(
    { kind: Type.Enum(['delete-account', 'withdraw-account']), directory: Type.String(), keptIn: Type.String() },
    closed,
  ),
]);

export const DispositionSchema = Type.Union([
  Type.Object({ kind: Type.Enum(['planned', 'already']) }, closed),
  Type.Object(
    { kind: Type.Literal('planned'), privilege: Type.Enum(['role-group', 'administrator-credentials']) },
    { ...closed, description: 'Made only where a second administrator approves this very plan.' },
  ),
  Type.Object(
    { kind: Type.Literal('planned'), insteadOf: Type.Literal('delete'), reason: Type.String() },
    { ...closed, description: 'In place of a deletion that cannot be made here for this reason.' },
  ),
  Type.Object({ kind: Type.Literal('refused'), guard: Type.String(), details: Type.Optional(RefusalDetails) }, closed),
  Type.Object({ kind: Type.Literal('unsupported'), reason: Type.String() }, closed),
]);

export const PlannedStepSchema = Type.Object({ change: ChangeSchema, disposition: DispositionSchema }, closed);
export const FateSchema = Type.Enum(['planned', 'already', 'refused', 'unsupported']);

export const OutcomeSchema = Type.Union([
  Type.Object(
    { kind: Type.Enum(['applied', 'applied-without-effect', 'already', 'pending-synchronisation', 'rehearsed']) },
    closed,
  ),
  Type.Object({ kind: Type.Enum(['skipped', 'unsupported']), reason: Type.String() }, closed),
  Type.Object({ kind: Type.Literal('refused'), guard: Type.String(), details: Type.Optional(RefusalDetails) }, closed),
  Type.Object(
    {
      kind: Type.Enum(['failed', 'unknown']),
      code: Type.String(),
      message: Type.String({ description: 'The sentence of the code.' }),
    },
    closed,
  ),
]);

export const VerificationSchema = Type.Enum(['confirmed', 'contradicted', 'unreadable']);

const step = {
  id: RowId,
  position: Count,
  change: ChangeSchema,
  disposition: DispositionSchema,
  outcome: nullable(OutcomeSchema),
  verification: nullable(VerificationSchema),
  attempts: Count,
  finishedAt: nullable(InstantSchema),
};

export const person = {
  personId: RowId,
  userKey: Type.String(),
  username: Type.String(),
  displayName: Type.String(),
};

const StatusSchema = Type.Enum(['active', 'disabled', 'unknown']);
const AccountStatusSchema = Type.Enum(['active', 'disabled', 'unknown', 'absent']);

/** Whether a user takes a seat of the licence; absent where nothing is known of the licence. */
const SeatSchema = Type.Enum(['yes', 'no', 'unknown']);

const GroupsIncompleteSchema = Type.Literal(true, {
  description: 'Present where the members of some group could not be read: there may be more groups than these.',
});

/** A user's part of a plan but for the steps. */
export const entry = {
  fate: FateSchema,
  before: Type.Object(
    {
      status: StatusSchema,
      email: nullable(Type.String()),
      displayName: Type.String(),
      directGroups: list(Type.String()),
      groupsIncomplete: Type.Optional(GroupsIncompleteSchema),
      seat: Type.Optional(SeatSchema),
      accounts: Type.Optional(KnownAccountsSchema),
      impact: Type.Optional(ImpactSchema),
      accountImages: Type.Optional(list(AccountImageSchema)),
      newcomer: Type.Optional(NewcomerImageSchema),
    },
    closed,
  ),
  after: Type.Object(
    {
      status: Type.Enum(['active', 'disabled', 'unknown', 'deleted']),
      directGroups: list(Type.String()),
      groupsIncomplete: Type.Optional(GroupsIncompleteSchema),
      addedGroups: list(Type.String()),
      removedGroups: list(Type.String()),
      accounts: list(
        Type.Object({ directory: Type.String(), before: AccountStatusSchema, after: AccountStatusSchema }, closed),
      ),
      seat: Type.Optional(SeatSchema),
      password: Type.Enum(['kept', 'random', 'chosen-by-mail']),
    },
    { ...closed, description: 'What the planned steps come to.' },
  ),
  stage: nullable(EntryStageSchema),
  trace: TraceReference,
  why: Type.String({
    description: 'The trace in words, as mails and tables have it: only what decided, and the place on the timeline.',
  }),
  notes: list(Type.String({ description: 'What to know besides, as codes.' })),
};

export const EntryPageSchema = Type.Object(
  {
    items: list(
      Type.Object(
        {
          ...person,
          ...entry,
          steps: list(Type.Object(step, closed)),
        },
        closed,
      ),
    ),
    nextAfter: nullable(RowId),
  },
  closed,
);
export type EntryPageDocument = Static<typeof EntryPageSchema>;

export const StepPageSchema = Type.Object(
  {
    items: list(
      Type.Object(
        {
          ...person,
          ...step,
          journal: list(
            Type.Object(
              {
                id: RowId,
                at: InstantSchema,
                kind: Type.Enum(['attempting', 'no-effect', 'outcome', 'settled', 'verified']),
                content: nullable(Type.Union([OutcomeSchema, VerificationSchema])),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    ),
    nextAfter: nullable(RowId),
  },
  { ...closed, description: 'The steps of one page of users, in the order of the plan.' },
);
export type StepPageDocument = Static<typeof StepPageSchema>;

export const ReportAnswerSchema = Type.Object(
  { runId: RowId, report: Type.Unknown({ description: 'As written when the run ended.' }) },
  closed,
);

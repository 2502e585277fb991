// Runs: requesting, listing, watching and cancelling them. Plans and steps stand in `plans.ts`.
import Type, { type Static } from 'typebox';
import {
  CodedFailure,
  Count,
  closed,
  InstantSchema,
  list,
  MissingAbilities,
  nullable,
  PageLimit,
  RowId,
} from './envelope.ts';
import { ChangeSchema, OutcomeSchema } from './plans.ts';
import { PolicySlug } from './policies.ts';

export const RunSchema = Type.Object(
  {
    id: RowId,
    policyId: PolicySlug,
    policyVersion: Type.Integer({ minimum: 1 }),
    trigger: Type.Union([
      Type.Object({ kind: Type.Literal('schedule'), tick: Type.String() }, closed),
      Type.Object({ kind: Type.Enum(['creation', 'login']), readAt: InstantSchema }, closed),
      Type.Object({ kind: Type.Enum(['by-hand', 'provision']), by: Type.String() }, closed),
      Type.Object({ kind: Type.Literal('approval'), by: Type.String(), of: RowId }, closed),
      Type.Object({ kind: Type.Literal('undo'), by: Type.String(), of: RowId, people: nullable(list(RowId)) }, closed),
    ]),
    mode: Type.Enum(['test', 'live']),
    rehearsalReason: nullable(
      Type.Enum(['policy-in-test-mode', 'process-observes', 'asked-for-test', 'host-not-confirmed']),
    ),
    state: Type.Enum(['requested', 'reading', 'planning', 'executing', 'verifying', 'reporting', 'finished']),
    ending: nullable(Type.Enum(['completed', 'quarantined', 'failed', 'cancelled'])),
    failure: nullable(CodedFailure),
    snapshotId: nullable(Type.Integer()),
    cancelRequestedBy: nullable(Type.String()),
    pausedBy: nullable(Type.String()),
    requestedAt: InstantSchema,
    startedAt: nullable(InstantSchema),
    finishedAt: nullable(InstantSchema),
  },
  closed,
);
export type RunDocument = Static<typeof RunSchema>;

const OutcomeCount = Type.Record(Type.String({ description: 'An outcome, or open.' }), Count);

/** How a held run stands. */
const DecisionSchema = Type.Object(
  {
    decision: nullable(
      Type.Object(
        {
          decision: Type.Enum(['approved', 'rejected']),
          by: Type.String(),
          at: InstantSchema,
          reason: nullable(Type.String()),
          nextRunId: nullable(RowId),
          secondPerson: nullable(
            Type.Object(
              { digest: Type.String(), askedBy: Type.String() },
              { ...closed, description: 'Of an approval by a second administrator: what it covers, and who asked.' },
            ),
          ),
        },
        closed,
      ),
    ),
    openUntil: InstantSchema,
    expired: Type.Boolean(),
    outdated: Type.Boolean({
      description: 'Its policy was edited or taken out of use: only a new plan can be approved.',
    }),
    mostADay: nullable(
      Type.Integer({
        minimum: 1,
        description: 'The limits of the policy itself let an approval in waves change at most so many users a day.',
      }),
    ),
    waves: nullable(
      Type.Object(
        {
          users: Type.Integer({ minimum: 1 }),
          left: Type.Integer({ minimum: 0, description: 'Approved people whom no wave has come to yet.' }),
          nextAt: nullable(InstantSchema),
          expiresAt: InstantSchema,
          lastRunId: RowId,
          ended: nullable(
            Type.Object(
              { why: Type.Enum(['done', 'expired', 'cancelled', 'policy-changed']), at: InstantSchema },
              closed,
            ),
          ),
        },
        { ...closed, description: 'Of an approval that is carried out by so many users a day.' },
      ),
    ),
  },
  closed,
);

export const ApprovalRequestSchema = Type.Object(
  {
    digest: Type.String({ minLength: 1, maxLength: 128, description: 'Of the plan as it was read.' }),
    waves: Type.Optional(
      Type.Object(
        { users: Type.Integer({ minimum: 1, maximum: 100_000, description: 'At most so many users, one run a day.' }) },
        closed,
      ),
    ),
  },
  closed,
);

export const RejectionRequestSchema = Type.Object(
  { reason: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })) },
  closed,
);

export const UndoRequestSchema = Type.Object(
  {
    people: Type.Optional(
      Type.Array(RowId, { minItems: 1, maxItems: 10_000, description: 'personId of entries; all of them if absent.' }),
    ),
    mode: Type.Optional(Type.Literal('test', { description: 'A preview: rehearse only.' })),
  },
  closed,
);

export const RunDetailSchema = Type.Object(
  {
    run: RunSchema,
    held: nullable(DecisionSchema),
    missing: MissingAbilities,
    counts: Type.Object(
      {
        steps: OutcomeCount,
        users: OutcomeCount,
        verified: Type.Record(Type.String({ description: 'confirmed, contradicted or unreadable.' }), Count),
        skipped: Type.Record(Type.String({ description: 'Why users were left alone at the last moment.' }), Count),
        refused: Type.Record(Type.String({ description: 'The guard that users were left alone by.' }), Count),
      },
      closed,
    ),
    keptUntil: nullable(Type.String({ description: 'Until then its people are known, and it can be taken back.' })),
    erasedAt: nullable(InstantSchema),
    pace: nullable(
      Type.Object(
        { perMinute: Type.Integer(), usersLeft: Count, expectedEndAt: InstantSchema },
        { ...closed, description: 'While a live run acts under a limit per minute; null otherwise.' },
      ),
    ),
    takesMinutes: nullable(
      Type.Integer({
        minimum: 1,
        description:
          'Of a rehearsed plan: about how long carrying it out takes, by its rehearsal and the limit per minute.',
      }),
    ),
    recent: list(
      Type.Object(
        {
          username: Type.String(),
          displayName: Type.String(),
          steps: list(Type.Object({ change: ChangeSchema, outcome: OutcomeSchema }, closed)),
        },
        closed,
      ),
      'The users it has come to last, the last one first; none unless it is at work.',
    ),
    mails: list(
      Type.Object(
        {
          id: RowId,
          kind: Type.String(),
          to: Type.String(),
          state: Type.Enum(['waiting', 'sending', 'sent', 'dead']),
          attempts: Count,
          nextAttemptAt: InstantSchema,
          sentAt: nullable(InstantSchema),
          failure: nullable(Type.String()),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type RunDetailDocument = Static<typeof RunDetailSchema>;

export const RejectedSchema = Type.Object({ run: RunSchema, held: nullable(DecisionSchema) }, closed);

export const RunRequestSchema = Type.Object(
  { mode: Type.Optional(Type.Literal('test', { description: 'Rehearse, whatever the policy and the process say.' })) },
  closed,
);

const moment = { format: 'date-time', maxLength: 40 } as const;
const wholeName = { minLength: 1, maxLength: 255 } as const;

export const RunQuerySchema = Type.Object(
  {
    policy: Type.Optional(PolicySlug),
    mode: Type.Optional(Type.Enum(['test', 'live'])),
    trigger: Type.Optional(
      Type.Enum(['schedule', 'by-hand', 'creation', 'login', 'approval', 'provision', 'undo'], {
        description: 'Why they started.',
      }),
    ),
    standing: Type.Optional(
      Type.Enum(['open', 'completed', 'quarantined', 'undecided', 'failed', 'cancelled'], {
        description:
          'How they ended; open while they have not, undecided while a held one waits for somebody to approve or reject it: not too old to be approved, and its policy decides as it did.',
      }),
    ),
    newest: Type.Optional(
      Type.Boolean({
        description:
          'Of undecided runs by schedule or by hand the newest of each policy and mode alone: it asks about the same people anew. Without effect on others.',
      }),
    ),
    since: Type.Optional(Type.String({ ...moment, description: 'Asked for then or later.' })),
    until: Type.Optional(Type.String({ ...moment, description: 'Asked for before.' })),
    by: Type.Optional(Type.String({ ...wholeName, description: 'Username of whoever asked for them.' })),
    user: Type.Optional(
      Type.String({
        ...wholeName,
        description: 'Username or user key of somebody in the plan, acted upon or left alone; whole, never a part.',
      }),
    ),
    before: Type.Optional(RowId),
    limit: PageLimit,
  },
  closed,
);

export const RunPageSchema = Type.Object(
  { items: list(RunSchema), nextBefore: nullable(RowId) },
  { ...closed, description: 'Newest first; nextBefore goes into before for the next page.' },
);

export const RunParameters = Type.Object({ id: RowId }, closed);

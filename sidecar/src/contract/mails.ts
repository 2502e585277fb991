// The outbox over the wire: what waits, what went out, and what was laid aside for a person to decide.
import Type, { type Static } from 'typebox';
import { CodedFailure, Count, closed, InstantSchema, list, nullable, PageLimit, RowId } from './envelope.ts';

const StateSchema = Type.Enum(['waiting', 'sending', 'sent', 'dead', 'dropped'], {
  description:
    'dead: laid aside, nothing is sent by itself any more. dropped: dead, and somebody said that it may stay so.',
});

export const MailSchema = Type.Object(
  {
    id: RowId,
    runId: nullable(RowId),
    digest: nullable(
      Type.Object(
        { policyId: Type.String(), week: Type.String({ description: 'The Monday it went out on, YYYY-MM-DD.' }) },
        { ...closed, description: 'The week a digest tells of; null for other mails.' },
      ),
    ),
    kind: Type.Enum(
      ['run-report', 'report-copy', 'password-notice', 'stage-warning', 'access-taken', 'digest', 'licence-alert'],
      {
        description: 'report-copy: files in the folder for copies, no mail. digest and licence-alert belong to no run.',
      },
    ),
    to: Type.String({ description: 'An address, or erased-N once it was erased.' }),
    state: StateSchema,
    arrived: Type.Enum(['yes', 'no', 'maybe'], {
      description: 'maybe: the mail server had it and its answer was lost. yes: the mail server took it.',
    }),
    attempts: Count,
    nextAttemptAt: nullable(InstantSchema),
    sentAt: nullable(InstantSchema),
    failure: nullable(CodedFailure),
  },
  closed,
);
export type MailDocument = Static<typeof MailSchema>;

export const MailQuerySchema = Type.Object(
  {
    state: Type.Optional(
      Type.Enum(['waiting', 'sending', 'sent', 'dead'], { description: 'dead takes the dropped ones in.' }),
    ),
    run: Type.Optional(RowId),
    before: Type.Optional(RowId),
    limit: PageLimit,
  },
  closed,
);

export const MailPageSchema = Type.Object(
  {
    items: list(MailSchema),
    nextBefore: nullable(RowId),
    counts: Type.Object(
      { waiting: Count, sending: Count, sent: Count, dead: Count },
      { ...closed, description: 'Without the dropped ones.' },
    ),
    enabled: Type.Boolean({ description: 'Whether a mail server is configured.' }),
  },
  closed,
);
export type MailPageDocument = Static<typeof MailPageSchema>;

export const TestedMailSchema = Type.Object(
  {
    to: Type.String(),
    failure: nullable(CodedFailure),
  },
  { ...closed, description: 'failure is null where the mail server took the mail.' },
);
export type TestedMailDocument = Static<typeof TestedMailSchema>;

export const MailParameters = Type.Object({ id: RowId }, closed);

export const RetrySchema = Type.Object(
  {
    mayArriveTwice: Type.Optional(
      Type.Boolean({ description: 'Needed for a mail that may have arrived already; false if absent.' }),
    ),
  },
  closed,
);

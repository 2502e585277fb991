// Exemptions on the wire: users and groups no policy may touch, each with owner, reason and last day.
import Type, { type Static } from 'typebox';
import { closed, InstantSchema, list, nullable, PageLimit, RowId } from './envelope.ts';

const SubjectSchema = Type.Enum(['user', 'group']);
const Line = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '^[^\\p{Cc}]*\\S[^\\p{Cc}]*$' });

export const NewExemptionSchema = Type.Object(
  {
    subject: SubjectSchema,
    name: Type.String({ minLength: 1, maxLength: 255, description: 'Username or group name.' }),
    owner: Line(255),
    reason: Line(1000),
    lastDay: Type.String({
      pattern: '^\\d{4}-\\d{2}-\\d{2}$',
      description: 'The last day on which it holds, in the time zone of the process; at most two years ahead.',
    }),
  },
  closed,
);

export const ExemptionSchema = Type.Object(
  {
    id: RowId,
    subject: SubjectSchema,
    name: Type.String(),
    owner: Type.String(),
    reason: Type.String(),
    state: Type.Enum(['holds', 'expired', 'ended']),
    addedAt: InstantSchema,
    addedBy: Type.String(),
    endsAt: InstantSchema,
    endedAt: nullable(InstantSchema),
    endedBy: nullable(Type.String()),
  },
  closed,
);
export type ExemptionDocument = Static<typeof ExemptionSchema>;

export const ExemptionQuerySchema = Type.Object({ before: Type.Optional(RowId), limit: PageLimit }, closed);
export const ExemptionPageSchema = Type.Object(
  { items: list(ExemptionSchema), nextBefore: nullable(RowId) },
  { ...closed, description: 'Newest first, those that are over too.' },
);
export const ExemptionParameters = Type.Object({ id: RowId }, closed);

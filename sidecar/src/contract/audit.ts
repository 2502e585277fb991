// The audit trail: who did what in this product, newest first.
import Type, { type Static } from 'typebox';
import { Count, closed, InstantSchema, list, nullable, PageLimit, PlainDetails, RowId } from './envelope.ts';

const Moment = Type.String({ format: 'date-time', maxLength: 40 });

export const AuditQuerySchema = Type.Object(
  {
    before: Type.Optional(RowId),
    limit: PageLimit,
    event: Type.Optional(
      Type.String({
        pattern: '^[a-z][a-z-]*(\\.[a-z-]+)?$',
        maxLength: 80,
        description: 'A code such as run.approved, or the part before its dot.',
      }),
    ),
    actor: Type.Optional(Type.String({ minLength: 1, maxLength: 255, description: 'The username of who acted.' })),
    from: Type.Optional({ ...Moment, description: 'From this instant on.' }),
    to: Type.Optional({ ...Moment, description: 'Before this instant.' }),
  },
  closed,
);

export const AuditTrailSchema = Type.Object(
  {
    head: Type.Object({ number: Count, digest: Type.String() }, closed),
    checked: nullable(
      Type.Object(
        { through: Count, at: InstantSchema },
        {
          ...closed,
          description: 'Up to which entry the stored chain was found sound, and when; null before the first look.',
        },
      ),
    ),
    fault: nullable(Type.Object({ entry: RowId, code: Type.String(), message: Type.String() }, closed)),
    checkpoint: nullable(Type.Object({ entry: RowId, digest: Type.String(), at: InstantSchema }, closed)),
    removed: nullable(Type.Object({ entries: Count, through: RowId }, closed)),
    keptDays: nullable(Count),
    feed: nullable(
      Type.Object(
        {
          through: Count,
          failing: nullable(Type.Object({ since: InstantSchema, code: Type.String() }, closed)),
        },
        { ...closed, description: 'How far entries were handed to the receiver of UM_AUDIT_FEED.' },
      ),
    ),
    key: Type.Object(
      { publicKey: Type.String({ description: 'Ed25519, 64 hexadecimal digits.' }), fingerprint: Type.String() },
      closed,
    ),
  },
  closed,
);
export type AuditTrailDocument = Static<typeof AuditTrailSchema>;

export const AuditLinesSchema = Type.Unsafe<AsyncIterable<string>>({
  type: 'string',
  description:
    'JSON lines, as `user-management audit verify` checks them: entries with names, checkpoints, markers, a seal.',
});

export const AuditPageSchema = Type.Object(
  {
    items: list(
      Type.Object(
        {
          id: RowId,
          at: InstantSchema,
          actor: nullable(Type.String({ description: 'A username, or system; null where the name was erased.' })),
          byToken: nullable(RowId, 'The token for the API that acted in their name; null where they were signed in.'),
          about: nullable(Type.String({ description: 'The user it was about; null for none, and where erased.' })),
          event: Type.String(),
          details: PlainDetails,
          digest: Type.String({ description: 'SHA-256 of the entry, which the next entry names.' }),
        },
        closed,
      ),
    ),
    nextBefore: nullable(RowId),
  },
  closed,
);

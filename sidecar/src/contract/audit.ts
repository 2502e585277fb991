// The audit trail: who did what in this product, newest first.
import Type from 'typebox';
import { closed, InstantSchema, list, nullable, PageLimit, PlainDetails, RowId } from './envelope.ts';

export const AuditQuerySchema = Type.Object({ before: Type.Optional(RowId), limit: PageLimit }, closed);

export const AuditPageSchema = Type.Object(
  {
    items: list(
      Type.Object(
        { id: RowId, at: InstantSchema, actor: Type.String(), event: Type.String(), details: PlainDetails },
        closed,
      ),
    ),
    nextBefore: nullable(RowId),
  },
  closed,
);

// Whom a plan left out because whether they are meant was not certain, page by page.
import Type, { type Static } from 'typebox';
import { closed, list, nullable, PageLimit, RowAfter, RowId } from './envelope.ts';
import { TraceReference } from './plans.ts';

export const UnknownPageSchema = Type.Object(
  {
    items: list(
      Type.Object(
        {
          position: RowId,
          userKey: Type.String(),
          username: Type.String(),
          displayName: Type.String(),
          trace: TraceReference,
          why: Type.String({ description: 'The trace in words, as mails and tables have it.' }),
          unknown: list(Type.Object({ reason: Type.String(), words: Type.String() }, closed)),
        },
        closed,
      ),
    ),
    nextAfter: nullable(RowId),
  },
  closed,
);
export type UnknownPageDocument = Static<typeof UnknownPageSchema>;

export const UnknownQuerySchema = Type.Object({ after: RowAfter, limit: PageLimit }, closed);

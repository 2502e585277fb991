// What of a run came undone later, with the snapshot that showed it first and the probable reason.
import Type, { type Static } from 'typebox';
import { closed, InstantSchema, list, nullable, PageLimit, RowId } from './envelope.ts';
import { ChangeSchema } from './plans.ts';

export const ReboundQuerySchema = Type.Object(
  {
    after: Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      default: 0,
      description: 'nextAfter of the page before.',
    }),
    limit: PageLimit,
  },
  closed,
);

export const ReboundPageSchema = Type.Object(
  {
    items: list(
      Type.Object(
        {
          personId: RowId,
          userKey: Type.String(),
          username: Type.String(),
          displayName: Type.String(),
          stepId: RowId,
          change: ChangeSchema,
          doneAt: InstantSchema,
          snapshotId: Type.Integer({ description: 'The first snapshot that showed it; it may be gone by now.' }),
          seenAt: InstantSchema,
          reason: Type.Enum(['synchronised-directory', 'signed-in-since', 'unknown'], {
            description: 'What probably did it.',
          }),
        },
        closed,
      ),
    ),
    nextAfter: nullable(RowId),
  },
  { ...closed, description: 'Looked for with every snapshot, for 30 days after the change.' },
);
export type ReboundPageDocument = Static<typeof ReboundPageSchema>;

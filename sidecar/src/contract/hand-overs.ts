// The hand-over list: what only somebody else can change, mostly the owners of other directories, by when, and what showed that it was done.
import Type, { type Static } from 'typebox';
import { Count, closed, InstantSchema, list, nullable, PageLimit, RowId } from './envelope.ts';

const StateSchema = Type.Enum(['open', 'overdue', 'closed']);
const stateDescription = 'Left out: all of them. open takes the overdue ones in.';

const HandOverSchema = Type.Object(
  {
    id: RowId,
    runId: RowId,
    userKey: Type.String(),
    username: Type.String(),
    displayName: Type.String(),
    directory: nullable(
      Type.String({
        description:
          'Null where the directory of the account is not known for certain, and for unsynced users, who have none.',
      }),
    ),
    change: Type.Union([
      Type.Object({ kind: Type.Enum(['disable', 'enable', 'delete']) }, closed),
      Type.Object({ kind: Type.Enum(['add-to-group', 'remove-from-group']), group: Type.String() }, closed),
    ]),
    reason: Type.Enum([
      'directory-read-only',
      'another-account-takes-over',
      'nested-membership',
      'nested-grant',
      'unsynced',
    ]),
    state: StateSchema,
    openedAt: InstantSchema,
    dueAt: InstantSchema,
    closed: nullable(
      Type.Object(
        {
          at: InstantSchema,
          snapshotId: Type.Integer({ description: 'The snapshot that showed it; it may be gone by now.' }),
          because: Type.Enum([
            'user-is-gone',
            'user-is-back',
            'account-is-gone',
            'disabled',
            'enabled',
            'joined-group',
            'left-group',
          ]),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type HandOverDocument = Static<typeof HandOverSchema>;

export const HandOverQuerySchema = Type.Object(
  {
    state: Type.Optional(Type.Enum(['open', 'overdue', 'closed'], { description: stateDescription })),
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

export const HandOverPageSchema = Type.Object(
  {
    items: list(HandOverSchema),
    nextAfter: nullable(RowId),
    counts: Type.Object({ open: Count, overdue: Count, closed: Count }, closed),
  },
  closed,
);

export const HandOverExportQuerySchema = Type.Object(
  { state: Type.Enum(['open', 'overdue', 'closed', 'all'], { default: 'open' }) },
  closed,
);

export const HandOverExportSchema = Type.String({
  description: 'CSV with a header, safe to open in a spreadsheet; one row a task.',
});

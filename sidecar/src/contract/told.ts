// What administrators tell of users: own fields with their values, and lists, both filled from tables.
import Type, { type Static } from 'typebox';
import { slug } from './criteria.ts';
import { Count, closed, InstantSchema, list } from './envelope.ts';

const Slug = Type.String({ ...slug, description: 'Lower case letters and digits, hyphens between them.' });
const longestTable = 10_000_000;

export const TableText = Type.String({
  minLength: 1,
  maxLength: longestTable,
  description:
    'Separated values; the first line names the columns. One is username, email or user_key; several must agree.',
});

const RowFaultsSchema = list(
  Type.Object(
    {
      line: Type.Integer(),
      name: Type.String(),
      reason: Type.Enum(['nameless', 'not-found', 'several', 'contradictory', 'no-day', 'too-long', 'two-values']),
      message: Type.String(),
    },
    { ...closed, description: 'A row that could not be used; the first thousand are told.' },
  ),
);

const fieldParts = {
  name: Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\p{Cc}]*\\S[^\\p{Cc}]*$' }),
  kind: Type.Enum(['text', 'date'], { description: 'A date is a calendar day, written as 2026-12-31.' }),
};

export const FieldBody = Type.Object(
  {
    ...fieldParts,
    place: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000, description: '0 if absent.' })),
    oldValues: Type.Optional(
      Type.Enum(['bring-back', 'drop'], {
        description: 'What becomes of the values that a deleted field left behind; needed where there are any.',
      }),
    ),
  },
  closed,
);

export const FieldSchema = Type.Object(
  { key: Slug, ...fieldParts, place: Count, values: Type.Integer({ minimum: 0, description: 'Users with a value.' }) },
  closed,
);
export type FieldDocument = Static<typeof FieldSchema>;

export const FieldListSchema = Type.Object({ items: list(FieldSchema) }, closed);
export type FieldListDocument = Static<typeof FieldListSchema>;
export const FieldParameters = Type.Object({ key: Slug }, closed);
export const DeletedFieldSchema = Type.Object({ key: Slug, deleted: Type.Literal(true) }, closed);

export const FieldImportBody = Type.Object(
  {
    csv: TableText,
    replace: Type.Optional(
      Type.Boolean({
        description: 'Whoever the table does not name has no value any more; one row that cannot be used stops it all.',
      }),
    ),
  },
  closed,
);

export const FieldImportSchema = Type.Object(
  {
    rows: Count,
    applied: Type.Boolean(),
    set: Count,
    empty: Type.Integer({ minimum: 0, description: 'Rows with an empty value: they change nothing.' }),
    faultCount: Count,
    faults: RowFaultsSchema,
  },
  closed,
);

export const UserListPageSchema = Type.Object(
  {
    items: list(
      Type.Object(
        {
          name: Slug,
          savedAt: InstantSchema,
          matched: Count,
          unmatched: Count,
          usedBy: list(
            Type.Object({ id: Type.String(), name: Type.String() }, closed),
            'Policies in use that ask for it; while there is one it cannot be deleted.',
          ),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type UserListPageDocument = Static<typeof UserListPageSchema>;
export const UserListParameters = Type.Object({ name: Slug }, closed);
export const UserListBody = Type.Object({ csv: TableText }, closed);
export const NewUserListBody = Type.Object(
  {
    csv: TableText,
    from: Type.Optional(
      Type.String({
        maxLength: 255,
        description: 'What the table comes from, such as a file name: the list is named after it.',
      }),
    ),
  },
  closed,
);
export const SavedUserListSchema = Type.Object(
  { name: Slug, rows: Count, matched: Count, faultCount: Count, faults: RowFaultsSchema },
  closed,
);
export type SavedUserListDocument = Static<typeof SavedUserListSchema>;
export const DeletedUserListSchema = Type.Object({ name: Slug, deleted: Type.Literal(true) }, closed);

/** Bytes of a request that carries a table. */
export const tableBodyBytes = 2 * longestTable;

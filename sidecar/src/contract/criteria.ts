// Criteria as they go over the wire and stand in files: one schema a leaf, and the recursive tree of all, any and not.
import Type, { type Static, type TSchema } from 'typebox';

/** How deep a tree may be nested; deeper ones nobody reads. */
export const criteriaDepthLimit = 10;

const days = (description: string) => Type.Integer({ minimum: 1, maximum: 36_500, description });
const names = (description: string, item: { maxLength: number; pattern?: string }) =>
  Type.Immutable(Type.Array(Type.String({ minLength: 1, ...item }), { minItems: 1, maxItems: 1000, description }));

/** Names that stand in addresses and files: of fields and lists. */
export const slug = { minLength: 1, maxLength: 64, pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$' } as const;
const day = (description: string) =>
  Type.String({
    pattern: '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$',
    description: `${description} As 2026-12-31.`,
  });
const daysAgo = (description: string) => Type.Integer({ minimum: 0, maximum: 36_500, description });
const optional = <Schema extends TSchema>(schema: Schema) => Type.Readonly(Type.Optional(schema));

/** One schema a leaf, by its key: the shape of the leaf's argument. */
export const leafSchemas = {
  inactiveDays: days('Last activity at least this many days ago; somebody never active does not match.'),
  neverActive: Type.Object(
    { accountOlderThanDays: Type.Readonly(days('The account is at least this old.')) },
    { additionalProperties: false, description: 'Never active, in an account of some age.' },
  ),
  loggedInOnce: Type.Object(
    { accountOlderThanDays: Type.Readonly(days('The account is at least this old.')) },
    { additionalProperties: false, description: 'Logged in only once ever and not seen since.' },
  ),
  disabledDays: days('Disabled for at least this many days.'),
  inGroup: Type.String({
    minLength: 1,
    maxLength: 255,
    description: 'Member of this group, directly or through nested groups.',
  }),
  directory: names('The account that speaks for the user lies in one of these directories.', { maxLength: 255 }),
  hasSeat: Type.Boolean({ description: 'Whether the user takes a seat of the licence.' }),
  unsynced: Type.Boolean({
    description:
      'Whether Confluence keeps the name and no directory has the user any more. Only criteria that ask this are put to such users.',
  }),
  status: Type.Union([Type.Literal('active'), Type.Literal('disabled')], { description: 'The status of the user.' }),
  username: names('The username matches one of these globs: * any run of characters, ? one character.', {
    maxLength: 255,
  }),
  displayName: names('The display name matches one of these globs.', { maxLength: 255 }),
  email: names('The e-mail address matches one of these globs.', { maxLength: 255 }),
  emailDomain: names('The mail domain is one of these; a subdomain is another domain.', {
    maxLength: 253,
    pattern: '^[^@\\s]+$',
  }),
  users: names('One of these, by username, e-mail address or user key.', { maxLength: 255 }),
  inList: Type.String({ ...slug, description: 'On the uploaded list of this name.' }),
  field: Type.Object(
    {
      key: Type.Readonly(Type.String({ ...slug, description: 'The key of an own field.' })),
      is: optional(names('The value matches one of these globs.', { maxLength: 255 })),
      before: optional(day('The value is a day before this one.')),
      beforeDaysAgo: optional(daysAgo('The value is a day before the one this many days ago.')),
      after: optional(day('The value is a day after this one.')),
      afterDaysAgo: optional(daysAgo('The value is a day after the one this many days ago.')),
      absent: optional(Type.Boolean({ description: 'Whether there is no value.' })),
    },
    {
      additionalProperties: false,
      minProperties: 2,
      maxProperties: 2,
      description: 'What an own field says: its key and one question. A missing value is unknown unless asked for.',
    },
  ),
} as const;

/** The argument of each leaf, by its key. */
export type LeafDocuments = { readonly [Key in keyof typeof leafSchemas]: Static<(typeof leafSchemas)[Key]> };

/** One leaf: an object with exactly one key. */
export type LeafDocument = {
  [Key in keyof LeafDocuments]: { readonly [K in Key]: LeafDocuments[Key] };
}[keyof LeafDocuments];

export type CriteriaDocument =
  | LeafDocument
  | { readonly all: readonly CriteriaDocument[] }
  | { readonly any: readonly CriteriaDocument[] }
  | { readonly not: CriteriaDocument };

/** Name of the shared schema; register `CriteriaSchema` with `addSchema` before any schema that points to it. */
const criteriaId = 'Criteria';

/** Points to the shared tree; every schema that holds criteria uses it. */
export const CriteriaReference = Type.Unsafe<CriteriaDocument>({ $ref: `${criteriaId}#` });

const branches = Type.Array(CriteriaReference, { minItems: 1, maxItems: 100 });
const onlyKey = { additionalProperties: false } as const;

/** The tree as a shared schema of its own. Depth is checked by the reader: JSON Schema cannot count it. */
export const CriteriaSchema = Type.Unsafe<CriteriaDocument>({
  $id: criteriaId,
  title: criteriaId,
  description: 'Who is meant: one leaf, or all, any or not over further criteria.',
  anyOf: [
    ...Object.entries(leafSchemas).map(([key, schema]) => Type.Object({ [key]: schema }, onlyKey)),
    Type.Object({ all: branches }, { ...onlyKey, description: 'Every one of these holds.' }),
    Type.Object({ any: branches }, { ...onlyKey, description: 'At least one of these holds.' }),
    Type.Object({ not: CriteriaReference }, { ...onlyKey, description: 'This does not hold; unknown stays unknown.' }),
  ],
});

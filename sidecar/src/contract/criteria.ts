// Criteria as they go over the wire and stand in files: one schema a leaf, and the recursive tree of all, any and not.
import Type, { type Static } from 'typebox';

/** How deep a tree may be nested; deeper ones nobody reads. */
export const criteriaDepthLimit = 10;

const days = (description: string) => Type.Integer({ minimum: 1, maximum: 36_500, description });
const names = (description: string, item: { maxLength: number; pattern?: string }) =>
  Type.Immutable(Type.Array(Type.String({ minLength: 1, ...item }), { minItems: 1, maxItems: 1000, description }));

/** One schema a leaf, by its key: the shape of the leaf's argument. */
export const leafSchemas = {
  inactiveDays: days('Last activity at least this many days ago; somebody never active does not match.'),
  neverActive: Type.Object(
    { accountOlderThanDays: Type.Readonly(days('The account is at least this old.')) },
    { additionalProperties: false, description: 'Never active, in an account of some age.' },
  ),
  disabledDays: days('Disabled for at least this many days.'),
  inGroup: Type.String({
    minLength: 1,
    maxLength: 255,
    description: 'Member of this group, directly or through nested groups.',
  }),
  directory: names('The account that speaks for the user lies in one of these directories.', { maxLength: 255 }),
  hasSeat: Type.Boolean({ description: 'Whether the user takes a seat of the licence.' }),
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

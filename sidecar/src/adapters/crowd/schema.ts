// Crowd's bodies as far as they are used: loose in what is read beside, strict in the few things that are acted upon.
import Type from 'typebox';
import { Compile } from 'typebox/compile';

/** Answers whether a parsed body has the shape. */
export type WireCheck<Body> = (json: unknown) => json is Body;

function checkOf<Schema extends Type.TSchema>(schema: Schema): WireCheck<Type.Static<Schema>> {
  const compiled = Compile(schema);
  return (json): json is Type.Static<Schema> => compiled.Check(json);
}

const errorBody = Type.Object({ reason: Type.String({ minLength: 1 }) });

/** A user as listed or read; without expansion there is a name and a link only. Every field is kept for writing back. */
const user = Type.Object({ name: Type.String({ minLength: 1 }) });

/** A user that may be written back: what Crowd would take for `false` or empty when it is absent must be there. */
const wholeUser = Type.Object({ name: Type.String({ minLength: 1 }), active: Type.Boolean() });

const group = Type.Object({
  name: Type.String({ minLength: 1 }),
  description: Type.Optional(Type.Unknown()),
});

export type WireUser = Type.Static<typeof user> & Readonly<Record<string, unknown>>;
export type WholeUser = Type.Static<typeof wholeUser> & Readonly<Record<string, unknown>>;
export type WireGroup = Type.Static<typeof group>;

export const isErrorBody = checkOf(errorBody);
export const isWireUser = checkOf(user) as WireCheck<WireUser>;
export const isWholeUser = checkOf(wholeUser) as WireCheck<WholeUser>;
export const isWireGroup = checkOf(group);

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The rows of a list: servers say `users`, the samples of the 6.x reference say `user`, and a list of one may be the
 * row itself. Null where neither key is there: an unknown key must not be taken for an empty list.
 */
export function rowsOf(json: unknown, entity: 'user' | 'group' | 'attribute'): readonly unknown[] | null {
  if (!isRecord(json)) return null;
  const rows = json[`${entity}s`] ?? json[entity];
  if (Array.isArray(rows)) return rows;
  return isRecord(rows) ? [rows] : null;
}

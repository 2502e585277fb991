// What every answer shares: the error envelope, instants, and how lists are paged.
import Type, { type Static, type TSchema } from 'typebox';

export const closed = { additionalProperties: false } as const;

/** A list that is not changed once it is on its way. */
export function list<Item extends TSchema>(item: Item, description?: string) {
  return Type.Immutable(Type.Array(item, description === undefined ? {} : { description }));
}

/** A value that may be missing: null means "not known" or "none", as the field says. */
export function nullable<Value extends TSchema>(value: Value, description?: string) {
  return Type.Union([value, Type.Null()], description === undefined ? {} : { description });
}

export const InstantSchema = Type.String({ description: 'ISO-8601 in UTC with milliseconds.' });
export const Count = Type.Integer({ minimum: 0 });
export const RowId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

/** How many items a page may have. */
/** Where the page before ended. */
export const RowAfter = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  default: 0,
  description: 'nextAfter of the page before.',
});

export const PageLimit = Type.Integer({ minimum: 1, maximum: 500, default: 50, description: 'Items of one page.' });

/** Names and numbers behind a code, for whoever makes words of them. */
export const PlainDetails = Type.Record(
  Type.String(),
  Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
);

/** Places that are wrong, each with what would be right. */
export const FaultList = list(
  Type.Object(
    {
      path: Type.String({ description: 'A place in the request, e.g. criteria.all[1].inGroup.' }),
      message: Type.String(),
      line: Type.Optional(Type.Integer()),
      column: Type.Optional(Type.Integer()),
    },
    closed,
  ),
);

export const ErrorSchema = Type.Object(
  {
    error: Type.Object(
      {
        code: Type.String({ description: 'Stable; the catalogue of codes is part of this product.' }),
        message: Type.String({ description: 'One English sentence that says what to do.' }),
        details: FaultList,
      },
      closed,
    ),
  },
  { ...closed, $id: 'Error', title: 'Error' },
);
export type ErrorDocument = Static<typeof ErrorSchema>;

/** A code with its sentence, where bad news is part of a good answer. */
export const CodedFailure = Type.Object({ code: Type.String(), message: Type.String() }, closed);

/** What a plan has to do without. */
export const MissingAbilities = Type.Immutable(
  Type.Array(CodedFailure, {
    description: 'Abilities that are asked for and missing at this Confluence, each with what would help.',
  }),
);

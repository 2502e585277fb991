// User directories: where accounts live, in the order in which they are asked, and who told so.
import Type, { type Static } from 'typebox';
import { CodedFailure, Count, closed, list, nullable, PageLimit } from './envelope.ts';

const WitnessSchema = Type.Enum(['confluence', 'database', 'crowd']);

export const DirectoriesSchema = Type.Object(
  {
    items: list(
      Type.Object(
        {
          name: Type.String(),
          id: nullable(Type.String()),
          kind: Type.Enum(['internal', 'connector', 'delegating', 'crowd', 'custom', 'unknown']),
          active: nullable(Type.Boolean()),
          order: nullable(Count),
          operations: nullable(list(Type.String({ description: 'Such as UPDATE_USER; null where nobody tells.' }))),
          synchronising: nullable(Type.Boolean()),
          toldBy: list(WitnessSchema),
        },
        closed,
      ),
    ),
    witnesses: list(
      Type.Object({ witness: WitnessSchema, told: nullable(Count), failure: nullable(CodedFailure) }, closed),
    ),
  },
  closed,
);
export type DirectoriesDocument = Static<typeof DirectoriesSchema>;

const FaultKindSchema = Type.Enum(
  ['shadowed', 'spelled-differently', 'unsynced', 'no-folded-name', 'shared-folded-name'],
  {
    description:
      'An account for which another one speaks; accounts of one user written in several ways; a user key without an account; a user key that no name finds; user keys that share a name.',
  },
);

export const DirectoryFaultQuerySchema = Type.Object(
  {
    kind: Type.Optional(FaultKindSchema),
    limit: PageLimit,
    cursor: Type.Optional(
      Type.String({ minLength: 1, maxLength: 2048, description: 'nextCursor of the page before.' }),
    ),
  },
  closed,
);

export const DirectoryFaultPageSchema = Type.Object(
  {
    snapshotId: Type.Integer(),
    items: list(
      Type.Object(
        {
          kind: FaultKindSchema,
          userKey: Type.String(),
          username: Type.String(),
          directory: nullable(Type.String({ description: 'Null where it is about no single directory.' })),
        },
        closed,
      ),
    ),
    total: Count,
    nextCursor: nullable(Type.String()),
  },
  closed,
);
export type DirectoryFaultPageDocument = Static<typeof DirectoryFaultPageSchema>;

// User directories: where accounts live, in the order in which they are asked, and who told so.
import Type, { type Static } from 'typebox';
import { CodedFailure, Count, closed, list, nullable } from './envelope.ts';

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

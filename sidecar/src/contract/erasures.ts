// Erasing one person on request: whom, what went, and what remains.
import Type, { type Static } from 'typebox';
import { CodedFailure, Count, closed, list, RowId } from './envelope.ts';

export const NewErasureSchema = Type.Object(
  { user: Type.String({ minLength: 1, maxLength: 255, description: 'A username or a user key.' }) },
  closed,
);

export const ErasureSchema = Type.Object(
  {
    personHash: Type.String({ description: 'Stands for the person in the audit trail; the same for the same person.' }),
    rows: Type.Record(Type.String(), Count, { description: 'Rows that went or lost their names, by table.' }),
    reasons: Type.Object(
      { runs: list(RowId), exemptions: list(RowId) },
      {
        ...closed,
        description: 'Decisions about runs and exemptions of others whose reason says that a name was erased from it.',
      },
    ),
    namedIn: list(Type.Object({ policy: Type.String(), version: Count }, closed)),
    remains: list(CodedFailure),
  },
  closed,
);
export type ErasureDocument = Static<typeof ErasureSchema>;

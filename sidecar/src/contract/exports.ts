// Exports on the wire: which kind, in which form, of which run.
import Type from 'typebox';
import { closed, RowId } from './envelope.ts';
import { UserSearchSchema } from './users.ts';

export const ExportParameters = Type.Object(
  { kind: Type.Enum(['users', 'runs', 'plans', 'steps', 'audit'], { description: 'What is exported.' }) },
  closed,
);

const form = {
  format: Type.Enum(['csv', 'jsonl'], {
    default: 'csv',
    description: 'Comma-separated values safe for spreadsheets, or one JSON object a line.',
  }),
  bom: Type.Boolean({
    default: false,
    description: 'Begins CSV with the mark by which some spreadsheets know UTF-8.',
  }),
};

export const ExportQuerySchema = Type.Object({ ...form, run: Type.Optional(RowId) }, closed);

const { criteria, search } = UserSearchSchema.properties;

/** Bodies have no defaults: what is left out is CSV without the mark. */
export const UserExportSchema = Type.Object(
  { format: Type.Optional(form.format), bom: Type.Optional(form.bom), criteria, search },
  closed,
);

export const ExportTextSchema = Type.String({ description: 'Columns are added at the end, never renamed or removed.' });

// Exports on the wire: which kind, in which form, of which run.
import Type from 'typebox';
import { closed, RowId } from './envelope.ts';

export const ExportParameters = Type.Object(
  { kind: Type.Enum(['users', 'runs', 'plans', 'steps', 'audit'], { description: 'What is exported.' }) },
  closed,
);

export const ExportQuerySchema = Type.Object(
  {
    format: Type.Enum(['csv', 'jsonl'], {
      default: 'csv',
      description: 'Comma-separated values safe for spreadsheets, or one JSON object a line.',
    }),
    bom: Type.Boolean({
      default: false,
      description: 'Begins CSV with the mark by which some spreadsheets know UTF-8.',
    }),
    run: Type.Optional(RowId),
  },
  closed,
);

export const ExportTextSchema = Type.String({ description: 'Columns are added at the end, never renamed or removed.' });

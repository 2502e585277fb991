// "Had this policy run some days ago", over the wire.
import Type, { type Static } from 'typebox';
import { Count, closed, InstantSchema } from './envelope.ts';

export const BacktestQuerySchema = Type.Object(
  { days: Type.Integer({ minimum: 1, maximum: 3650, default: 30, description: 'How long ago, at least.' }) },
  closed,
);

export const BacktestSchema = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('nothing-old-enough'),
      oldest: InstantSchema,
      keptDays: Type.Integer({ description: 'How old a snapshot may grow here.' }),
    },
    { ...closed, description: 'No reading of that age is kept, so nothing can be said.' },
  ),
  Type.Object(
    {
      kind: Type.Literal('looked'),
      snapshotId: Type.Integer(),
      readAt: InstantSchema,
      heldAgainst: InstantSchema,
      meant: Type.Integer({ minimum: 0, description: 'The sum of the next four.' }),
      activeSince: Type.Integer({ minimum: 0, description: 'Would have been hit wrongly.' }),
      idleSince: Count,
      disabledSince: Type.Integer({ minimum: 0, description: 'Could not be active, which says nothing.' }),
      unknown: Count,
      protected: Type.Integer({
        minimum: 0,
        description: 'Meant too, but protected as things stand now; not in meant.',
      }),
      unknownThen: Type.Integer({ minimum: 0, description: 'Not known then whether meant: left alone by every run.' }),
    },
    closed,
  ),
]);
export type BacktestDocument = Static<typeof BacktestSchema>;

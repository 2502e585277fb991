// The licence day by day, in counts that name nobody.
import Type, { type Static } from 'typebox';
import { Count, closed, InstantSchema, list, nullable } from './envelope.ts';

const DaySchema = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'A local day of the process.' });

export const LicenceHistoryQuerySchema = Type.Object(
  {
    from: Type.Optional(DaySchema),
    to: Type.Optional(DaySchema),
  },
  { ...closed, description: 'Both days included; the last twelve months unless told otherwise, ten years at most.' },
);

const LicenceDaySchema = Type.Object(
  {
    day: DaySchema,
    readAt: InstantSchema,
    seats: nullable(Type.Integer({ description: 'Seats taken by our own reading.' })),
    seatsUnknown: nullable(Type.Integer({ description: 'Users of whom that is not known.' })),
    hostUsed: nullable(Type.Integer({ description: 'Seats in use as Confluence counts them.' })),
    most: nullable(Type.Integer({ description: 'Seats of the licence; null where not told or not limited.' })),
    active: Count,
    inactive: Count,
    unknown: Count,
    protected: Count,
    disabled: Count,
  },
  { ...closed, description: 'As the last reading of the day found it.' },
);

export const LicenceHistorySchema = Type.Object(
  {
    from: DaySchema,
    to: DaySchema,
    items: list(LicenceDaySchema),
  },
  { ...closed, description: 'Oldest first. A day on which nothing was read has no row, and none is made up.' },
);
export type LicenceHistoryDocument = Static<typeof LicenceHistorySchema>;

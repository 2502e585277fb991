// Where the licence is going: tiers and prices that an administrator entered, the forecast, and lines to be told of.
import Type, { type Static } from 'typebox';
import { CodedFailure, Count, closed, InstantSchema, list, nullable } from './envelope.ts';

const DaySchema = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD' });

const TierSchema = Type.Object(
  {
    seats: nullable(
      Type.Integer({ minimum: 1, maximum: 10_000_000, description: 'Seats it allows; null for no limit.' }),
    ),
    price: Type.Number({
      minimum: 0,
      maximum: 1_000_000_000,
      description: 'Of one term, as the administrator knows it.',
    }),
  },
  closed,
);

export const LicenceTermsSchema = Type.Object(
  {
    currency: Type.String({
      minLength: 1,
      maxLength: 12,
      pattern: '^[^\\p{Cc}]*\\S[^\\p{Cc}]*$',
      description: 'Any word.',
    }),
    tiers: Type.Immutable(
      Type.Array(TierSchema, { maxItems: 50, description: 'Ascending by seats. No price is built in.' }),
    ),
    renewal: nullable(DaySchema),
  },
  closed,
);

const ForecastSchema = Type.Union(
  [
    Type.Object(
      {
        kind: Type.Literal('forecast'),
        day: DaySchema,
        seats: Count,
        low: Count,
        high: Count,
        perMonth: Type.Number({ description: 'Seats more in 30 days; fewer where below nought.' }),
        since: DaySchema,
        readings: Count,
      },
      closed,
    ),
    Type.Object(
      {
        kind: Type.Literal('not-enough-history'),
        readings: Count,
        neededReadings: Count,
        spanDays: Count,
        neededDays: Count,
      },
      closed,
    ),
  ],
  {
    description:
      'A straight line through the days read, by the median of slopes, with a band that held nine of ten past days and widens with the distance.',
  },
);

const AdviceSchema = Type.Object(
  {
    current: nullable(TierSchema),
    needed: nullable(TierSchema),
    nextDown: nullable(
      Type.Object(
        {
          tier: TierSchema,
          toFree: Type.Integer({ minimum: 0, description: 'Seats to free for it.' }),
          saving: Type.Number({ description: 'Price of the current tier less its price.' }),
        },
        closed,
      ),
    ),
  },
  closed,
);

export const LicenceOutlookSchema = Type.Object(
  {
    asOf: nullable(InstantSchema),
    seats: nullable(Type.Integer({ description: "The larger of our reading and Confluence's own count." })),
    seatsUnknown: nullable(Count),
    most: nullable(Type.Integer()),
    terms: nullable(LicenceTermsSchema),
    forecast: nullable(ForecastSchema),
    now: nullable(AdviceSchema),
    atRenewal: nullable(AdviceSchema),
  },
  { ...closed, description: 'The forecast is for the day of the renewal, and null where none lies ahead.' },
);

/** One address and nothing else: no display name, no list. */
const PlainAddress = Type.String({
  pattern: '^[^\\s@<>(),;:"\\\\\\[\\]\\p{Cc}]+@[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.\\-]*[\\p{L}\\p{N}])?$',
  maxLength: 254,
});

const AlertRuleSchema = Type.Object(
  {
    percent: nullable(Type.Number({ minimum: 1, maximum: 100, description: 'Share of the seats of the licence.' })),
    seats: nullable(Type.Integer({ minimum: 1, maximum: 10_000_000 })),
    to: Type.Immutable(
      Type.Array(PlainAddress, {
        maxItems: 50,
        description: 'Who gets a mail, once a crossing.',
      }),
    ),
  },
  closed,
);

export const LicenceAlertChange = Type.Object({ rule: nullable(AlertRuleSchema) }, closed);

export const LicenceAlertSchema = Type.Object(
  {
    rule: nullable(AlertRuleSchema),
    mailFailures: list(CodedFailure),
    raised: list(
      Type.Object(
        {
          line: Type.Enum(['percent', 'seats']),
          threshold: Type.Integer({ description: 'Seats from which the line was crossed.' }),
          seats: Type.Integer(),
          most: nullable(Type.Integer()),
          raisedAt: InstantSchema,
        },
        closed,
      ),
    ),
  },
  { ...closed, description: 'A crossing lasts until seats are clearly below the line again.' },
);
export type LicenceAlertDocument = Static<typeof LicenceAlertSchema>;
export type LicenceOutlookDocument = Static<typeof LicenceOutlookSchema>;

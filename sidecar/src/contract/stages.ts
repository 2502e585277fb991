// Where users stand on the timelines of staged policies, and when the next stage may come.
import Type, { type Static } from 'typebox';
import { closed, InstantSchema, list, nullable, PageLimit, RowId } from './envelope.ts';

const place = {
  reached: nullable(
    Type.Object(
      { stage: Type.String(), at: InstantSchema, warned: Type.Boolean({ description: 'The stage is a warning.' }) },
      { ...closed, description: 'The last stage that took effect; null before the first.' },
    ),
  ),
  warning: Type.Object(
    {
      state: Type.Enum(['none', 'on-its-way', 'not-delivered', 'delivered']),
      at: nullable(InstantSchema),
    },
    { ...closed, description: 'Delivered means: the mail server took it. Until then no time passes.' },
  ),
  next: Type.Object(
    {
      kind: Type.Enum(['due', 'waiting', 'held', 'ended']),
      stage: nullable(Type.String()),
      dueAt: nullable(InstantSchema),
    },
    {
      ...closed,
      description:
        '`held`: the warning is not delivered, its address is not told any more, or it said otherwise than the policy does by now. `ended`: the last stage is done.',
    },
  ),
  words: Type.String({ description: 'The same in one sentence, as mails and tables have it.' }),
};

/** A user's place as a plan saw it. */
export const EntryStageSchema = Type.Object(
  {
    ...place,
    takesOver: list(Type.String({ description: 'A policy of lower precedence whose timeline ends.' })),
    resetBy: nullable(Type.String({ description: 'Why the timeline before this one ended.' })),
  },
  closed,
);
export type EntryStageDocument = Static<typeof EntryStageSchema>;

/** A user's place now. */
export const StandingSchema = Type.Object(
  { policyId: Type.String(), openedAt: InstantSchema, ...place },
  { ...closed, description: 'On the timeline of one policy.' },
);
export type StandingDocument = Static<typeof StandingSchema>;

export const StandingQuerySchema = Type.Object(
  {
    after: Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      default: 0,
      description: 'nextAfter of the page before.',
    }),
    limit: PageLimit,
  },
  closed,
);

export const StandingPageSchema = Type.Object(
  {
    stages: list(Type.Object({ name: Type.String(), afterDays: Type.Integer(), warns: Type.Boolean() }, closed)),
    items: list(
      Type.Object(
        { userKey: Type.String(), username: Type.String(), displayName: Type.String(), standing: StandingSchema },
        closed,
      ),
    ),
    nextAfter: nullable(RowId),
  },
  { ...closed, description: 'Users on the timeline, those who have been on it longest first.' },
);
export type StandingPageDocument = Static<typeof StandingPageSchema>;

// A policy as it goes over the wire and stands in a file; what may be left out is filled with defaults by the reader.
import Type, { type Static } from 'typebox';
import { CriteriaReference } from './criteria.ts';
import { ImpactKindSchema } from './impact.ts';
import { actionList, GroupName } from './policies/actions.ts';
import { oneLine } from './policies/one-line.ts';
import { StageSchema } from './policies/stages.ts';

const closed = { additionalProperties: false } as const;
const nameList = (item: ReturnType<typeof Type.String>, description: string) =>
  Type.Immutable(Type.Array(item, { maxItems: 1000, description }));

/** The policy's own short name. */
export const PolicySlug = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$',
  description: 'Lower case letters and digits, hyphens between them. Stable over all versions.',
});

export const IntervalSchema = Type.Object(
  {
    days: Type.Readonly(Type.Integer({ minimum: 2, maximum: 366 })),
    from: Type.Readonly(
      Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'The first day, by the wall clock.' }),
    ),
  },
  { ...closed, description: 'Only each so many-th day; `cron` then names one time of every day.' },
);

const ScheduleSchema = Type.Object(
  {
    cron: Type.Readonly(
      Type.String({
        minLength: 9,
        maxLength: 200,
        description: 'Five fields: minute, hour, day of month, month, day of week, such as 30 2 * * MON.',
      }),
    ),
    every: Type.Readonly(Type.Optional(IntervalSchema)),
    zone: Type.Readonly(
      Type.Optional(
        Type.String({ minLength: 1, maxLength: 64, description: 'IANA zone; the zone of the process if absent.' }),
      ),
    ),
    missed: Type.Readonly(
      Type.Optional(
        Type.Union([Type.Literal('run-once'), Type.Literal('skip')], {
          default: 'run-once',
          description: 'What becomes of ticks that passed while the process was down.',
        }),
      ),
    ),
  },
  closed,
);
export type ScheduleDocument = Static<typeof ScheduleSchema>;

const EventSchema = Type.Object(
  {
    event: Type.Readonly(
      Type.Union([Type.Literal('creation'), Type.Literal('login')], {
        description: 'Runs for users who were created, or who signed in, since the policy looked last.',
      }),
    ),
    everyMinutes: Type.Readonly(
      Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: 10_080,
          default: 60,
          description: 'Confluence is read for it if nobody had it read for so long.',
        }),
      ),
    ),
  },
  closed,
);

const LimitsSchema = Type.Object(
  {
    maxUsers: Type.Readonly(
      Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'A plan for more users is held.' })),
    ),
    maxPercent: Type.Readonly(
      Type.Optional(
        Type.Number({
          minimum: 0,
          maximum: 100,
          default: 5,
          description: 'A plan for a larger share is held.',
        }),
      ),
    ),
    maxUnknownPercent: Type.Readonly(
      Type.Optional(
        Type.Number({
          minimum: 0,
          maximum: 100,
          description: 'A plan by activity is held when more of the users cannot be answered; 20 if absent.',
        }),
      ),
    ),
    maxGrowthFactor: Type.Readonly(
      Type.Optional(
        Type.Number({
          minimum: 1,
          maximum: 1000,
          description: 'A plan for more than this many times the users of the last runs is held; 3 if absent.',
        }),
      ),
    ),
    maxPerRun: Type.Readonly(
      Type.Optional(
        Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'One run changes so many; the rest is next.' }),
      ),
    ),
    maxPerDay: Type.Readonly(
      Type.Optional(
        Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'All runs of a day together change so many.' }),
      ),
    ),
    maxPerMinute: Type.Readonly(
      Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description: 'Any minute sees so many at most.' })),
    ),
    holdOnImpact: Type.Readonly(
      Type.Optional(
        Type.Unsafe<readonly Static<typeof ImpactKindSchema>[]>(
          Type.Array(ImpactKindSchema, {
            minItems: 1,
            maxItems: 4,
            uniqueItems: true,
            description:
              'A plan is held where one of these is known of anybody in it, or cannot be found out. Sole editors whom a large plan did not reach are left alone one by one.',
          }),
        ),
      ),
    ),
    snapshotMaxAgeHours: Type.Readonly(
      Type.Optional(
        Type.Number({
          minimum: 1,
          maximum: 8760,
          default: 24,
          description: 'An older snapshot is read anew.',
        }),
      ),
    ),
  },
  closed,
);

const ProtectSchema = Type.Object(
  {
    users: Type.Readonly(
      Type.Optional(nameList(Type.String({ minLength: 1, maxLength: 255 }), 'Usernames this policy never touches.')),
    ),
    groups: Type.Readonly(Type.Optional(nameList(GroupName, 'Groups whose members this policy never touches.'))),
  },
  closed,
);

const ReportSchema = Type.Object(
  {
    to: Type.Readonly(
      Type.Optional(
        nameList(Type.String({ minLength: 3, maxLength: 254 }), 'Mail addresses that get the report of a run.'),
      ),
    ),
    users: Type.Readonly(
      Type.Optional(
        nameList(
          Type.String({ minLength: 1, maxLength: 255 }),
          'Usernames whose addresses get it too, as far as they are known.',
        ),
      ),
    ),
    groups: Type.Readonly(
      Type.Optional(
        nameList(GroupName, 'Groups whose active members get it too, those of groups inside them as well.'),
      ),
    ),
    when: Type.Readonly(
      Type.Optional(
        Type.Union(
          [Type.Literal('always'), Type.Literal('on-change'), Type.Literal('on-trouble'), Type.Literal('weekly')],
          {
            description:
              'on-change: where somebody was changed, would be, or there was trouble. on-trouble: where something is to be looked at. weekly: all runs of a week in one mail, Mondays at eight, and at once where a live plan is held. always if absent.',
          },
        ),
      ),
    ),
  },
  closed,
);

const GiveBackSchema = Type.Object(
  {
    days: Type.Readonly(
      Type.Integer({
        minimum: 1,
        maximum: 90,
        description:
          'Whoever loses licence or login is told, with a link by which they take it back within so many days.',
      }),
    ),
  },
  closed,
);

const HandOverSchema = Type.Object(
  {
    dueDays: Type.Readonly(
      Type.Integer({
        minimum: 1,
        maximum: 365,
        default: 14,
        description: 'Days until a change that only the owner of another directory can make is overdue.',
      }),
    ),
  },
  closed,
);

/** A whole policy. `CriteriaSchema` must be registered beside it. */
export const PolicySchema = Type.Object(
  {
    policy: Type.Readonly(PolicySlug),
    name: Type.Readonly(
      Type.String({
        minLength: 1,
        maxLength: 120,
        pattern: oneLine,
        description: 'The name people read, on one line.',
      }),
    ),
    description: Type.Readonly(Type.Optional(Type.String({ maxLength: 4000 }))),
    precedence: Type.Readonly(
      Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: 10_000,
          description: 'Lower has a say before higher where several policies mean the same user; 100 if absent.',
        }),
      ),
    ),
    schedule: Type.Readonly(Type.Optional(ScheduleSchema)),
    on: Type.Readonly(Type.Optional(EventSchema)),
    criteria: Type.Readonly(CriteriaReference),
    actions: Type.Readonly(Type.Optional(actionList)),
    stages: Type.Readonly(
      Type.Optional(
        Type.Immutable(
          Type.Array(StageSchema, {
            minItems: 1,
            maxItems: 10,
            description: 'In place of actions: stages on one timeline, each user at one of them.',
          }),
        ),
      ),
    ),
    limits: Type.Readonly(Type.Optional(LimitsSchema)),
    protect: Type.Readonly(Type.Optional(ProtectSchema)),
    includeAdministrators: Type.Readonly(
      Type.Optional(
        nameList(
          Type.String({ minLength: 1, maxLength: 255 }),
          'Usernames of administrators this policy may touch. All others are left alone.',
        ),
      ),
    ),
    report: Type.Readonly(Type.Optional(ReportSchema)),
    handOver: Type.Readonly(Type.Optional(HandOverSchema)),
    giveBack: Type.Readonly(Type.Optional(GiveBackSchema)),
  },
  { ...closed, $id: 'Policy', title: 'Policy' },
);
export type PolicyDocument = Static<typeof PolicySchema>;

/** Points to the shared policy schema. */
export const PolicyReference = Type.Unsafe<PolicyDocument>({ $ref: 'Policy#' });

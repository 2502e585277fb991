// The process itself: observe or live, the emergency stop, nested groups, and the Confluence it is bound to.
import Type, { type Static } from 'typebox';
import { CodedFailure, Count, closed, InstantSchema, nullable } from './envelope.ts';

const ProcessModeSchema = Type.Enum(['observe', 'live']);
const NestedGroupsSchema = Type.Enum(['read', 'declared-none']);

const ApprovalSchema = Type.Object(
  {
    twoPersons: Type.Boolean({
      description:
        'Who started the run or wrote the policy may not approve its plan. Switched off, it goes on for plans made before.',
    }),
    days: Type.Integer({ minimum: 1, maximum: 90, description: 'How long a held plan can be approved.' }),
  },
  closed,
);

const RollingPercent = Type.Number({
  minimum: 0,
  maximum: 100,
  description: 'Within 7 days all policies together change at most this share of the users.',
});

const MaxPerMinute = nullable(
  Type.Integer({
    minimum: 1,
    maximum: 10_000,
    description: 'All policies together act on at most so many users within any minute.',
  }),
);

const MaxNewcomers = Type.Integer({
  minimum: 1,
  maximum: 1000,
  description:
    'At most so many users are created within one day of the time zone; a plan beyond that is held for approval.',
});

const RetentionDays = {
  beforeImageDays: Type.Integer({
    minimum: 30,
    maximum: 3650,
    description:
      'Names, before-images and reasons of a run are kept so long after its end; then it cannot be taken back.',
  }),
  snapshotDays: Type.Integer({
    minimum: 1,
    maximum: 3650,
    description: 'Snapshots are kept so long, the newest one always; so are the lists of unknown users.',
  }),
};

const WallTime = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'HH:mm' });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD' });
const QuietTimesSchema = nullable(
  Type.Object(
    {
      zone: Type.String({ minLength: 1, maxLength: 64, description: 'IANA zone.' }),
      weekly: Type.Immutable(
        Type.Array(
          Type.Object(
            {
              days: Type.Immutable(Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7 })),
              from: WallTime,
              to: WallTime,
            },
            { ...closed, description: 'On these days, 1 is Monday; over midnight where "to" is earlier than "from".' },
          ),
          { maxItems: 50 },
        ),
      ),
      freezes: Type.Immutable(
        Type.Array(Type.Object({ from: Day, to: Day }, { ...closed, description: 'Both days included.' }), {
          maxItems: 100,
        }),
      ),
    },
    { ...closed, description: 'While these last, live runs wait.' },
  ),
);

export const ProcessSchema = Type.Object(
  {
    mode: ProcessModeSchema,
    emergencyStop: nullable(Type.Object({ by: Type.String(), at: InstantSchema }, closed)),
    nestedGroups: NestedGroupsSchema,
    approval: ApprovalSchema,
    rightsCeiling: Type.Enum(['confluence', 'roles'], {
      description:
        'Whether the own rights in Confluence bound what is done for somebody, or their role here alone decides.',
    }),
    rollingPercent: RollingPercent,
    maxPerMinute: MaxPerMinute,
    maxNewcomers: MaxNewcomers,
    retention: Type.Object(
      {
        ...RetentionDays,
        lastCleanUp: nullable(
          Type.Object(
            {
              beganAt: InstantSchema,
              endedAt: nullable(InstantSchema),
              people: Count,
              unknown: Count,
              mails: Count,
            },
            { ...closed, description: 'Rows that were erased: people of plans, unknown users, addresses of notices.' },
          ),
        ),
      },
      closed,
    ),
    quietTimes: QuietTimesSchema,
    host: Type.Object(
      {
        state: Type.Enum(['unbound', 'confirmed', 'changed', 'unreachable'], {
          description:
            'changed: another Confluence, a clone or a moved one answers; it is only looked at until confirmed.',
        }),
        binding: nullable(
          Type.Object(
            {
              hostId: Type.String(),
              statedUrl: Type.String(),
              configuredUrl: Type.String(),
              boundAt: InstantSchema,
              confirmedBy: nullable(Type.String()),
            },
            closed,
          ),
        ),
        seen: nullable(
          Type.Object({ hostId: Type.String(), statedUrl: Type.String(), configuredUrl: Type.String() }, closed),
        ),
        failure: nullable(CodedFailure),
      },
      closed,
    ),
  },
  closed,
);
export type ProcessDocument = Static<typeof ProcessSchema>;

export const ProcessModeChange = Type.Object({ mode: ProcessModeSchema }, closed);
export const EmergencyStopChange = Type.Object({ on: Type.Boolean() }, closed);
export const NestedGroupsChange = Type.Object({ value: NestedGroupsSchema }, closed);
export const ApprovalChange = ApprovalSchema;
export const HostConfirmation = Type.Object(
  {
    hostId: Type.Optional(
      Type.String({ minLength: 1, maxLength: 255, description: 'Confirm only if this one answers.' }),
    ),
  },
  closed,
);
export const RollingPercentChange = Type.Object({ percent: RollingPercent }, closed);
export const MaxPerMinuteChange = Type.Object({ users: MaxPerMinute }, closed);
export const MaxNewcomersChange = Type.Object({ users: MaxNewcomers }, closed);
export const RetentionChange = Type.Object(RetentionDays, closed);
export const QuietTimesChange = Type.Object({ quietTimes: QuietTimesSchema }, closed);

// Users as the newest snapshot shows them, with what is known of their activity and why the rest is not.
import Type, { type Static } from 'typebox';
import { Count, closed, InstantSchema, list, nullable, PageLimit } from './envelope.ts';
import { SeatSchema } from './licence.ts';
import { PolicySlug } from './policies.ts';
import { StandingSchema } from './stages.ts';

const StatusSchema = Type.Enum(['active', 'disabled', 'unknown']);

export const ActivityKindSchema = Type.Enum([
  'login',
  'authentication',
  'token-use',
  'contribution',
  'page-view',
  'kept',
]);

const sighting = { at: InstantSchema, kind: ActivityKindSchema, source: Type.String(), readAt: InstantSchema };

const ActivitySchema = Type.Union([
  Type.Object({ state: Type.Literal('seen'), ...sighting }, closed),
  Type.Object({ state: Type.Literal('never'), source: Type.String(), readAt: InstantSchema }, closed),
  Type.Object(
    {
      state: Type.Literal('unknown'),
      reason: Type.Enum([
        'no-source',
        'not-covered',
        'not-told',
        'in-the-future',
        'unreadable',
        'source-failed',
        'source-stale',
        'before-coverage',
      ]),
      atLeast: Type.Optional(
        Type.Object(sighting, { ...closed, description: 'Known for certain; the last activity is this or later.' }),
      ),
    },
    closed,
  ),
]);

const EvidenceSchema = Type.Object(
  {
    source: Type.String(),
    kind: ActivityKindSchema,
    word: Type.Enum(['seen', 'never', 'not-told', 'in-the-future', 'unreadable']),
    at: nullable(InstantSchema),
    readAt: InstantSchema,
    ageSeconds: nullable(Type.Integer({ description: 'From the instant to the snapshot; null where there is none.' })),
    carried: Type.Boolean({ description: 'Kept from an earlier reading, because the source failed this time.' }),
  },
  closed,
);

export const UserSchema = Type.Object(
  {
    userKey: Type.String(),
    username: Type.String(),
    displayName: Type.String(),
    email: nullable(Type.String()),
    status: StatusSchema,
    activity: ActivitySchema,
    createdAt: nullable(InstantSchema),
    firstSeenAt: Type.String({ description: 'When this product first saw the user; not a creation date.' }),
    firstSeenDisabledAt: nullable(InstantSchema),
  },
  closed,
);
export type UserDocument = Static<typeof UserSchema>;

const AccountsSchema = Type.Object(
  {
    known: Type.Enum(['untold', 'partly', 'complete'], {
      description: 'Whether every directory was read, some were not, or nothing here tells accounts.',
    }),
    items: list(
      Type.Object(
        {
          directory: Type.String(),
          username: Type.String({ description: 'As the directory writes it.' }),
          status: StatusSchema,
          email: nullable(Type.String()),
          displayName: nullable(Type.String()),
          createdAt: nullable(InstantSchema),
          standing: Type.Enum(['effective', 'shadowed', 'unknown'], {
            description: 'Whether it speaks for the user, another account does, or that cannot be told.',
          }),
        },
        closed,
      ),
    ),
  },
  { ...closed, description: 'In the order of the directories.' },
);

export const UserDetailSchema = Type.Object(
  {
    snapshotId: Type.Integer(),
    readAt: InstantSchema,
    user: UserSchema,
    evidence: list(EvidenceSchema),
    memberships: list(Type.Object({ group: Type.String(), direct: Type.Boolean() }, closed)),
    seat: nullable(SeatSchema),
    stages: list(StandingSchema),
    accounts: AccountsSchema,
  },
  closed,
);
export type UserDetailDocument = Static<typeof UserDetailSchema>;

export const UserQuerySchema = Type.Object(
  {
    search: Type.Optional(
      Type.String({ maxLength: 255, description: 'Part of username, display name or e-mail address.' }),
    ),
    status: Type.Optional(StatusSchema),
    group: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    directory: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 255,
        description: 'Users with an account in the directory of this name.',
      }),
    ),
    shadowed: Type.Optional(
      Type.Boolean({
        description:
          'Users with an account (in the directory, if named) for which another one speaks, or those without.',
      }),
    ),
    sort: Type.Enum(['username', 'displayName', 'lastActivity', 'status'], { default: 'username' }),
    descending: Type.Boolean({ default: false }),
    limit: PageLimit,
    cursor: Type.Optional(
      Type.String({ minLength: 1, maxLength: 2048, description: 'nextCursor of the page before.' }),
    ),
  },
  closed,
);

export const UserPageSchema = Type.Object(
  {
    snapshotId: Type.Integer(),
    items: list(UserSchema),
    total: Count,
    nextCursor: nullable(Type.String()),
  },
  closed,
);

export const UserSearchSchema = Type.Object(
  {
    criteria: Type.Optional(
      Type.Unknown({ description: 'A tree of criteria as policies have it; everybody if absent.' }),
    ),
    search: Type.Optional(
      Type.String({ maxLength: 255, description: 'Part of username, display name or e-mail address.' }),
    ),
    sort: Type.Optional(
      Type.Enum(['username', 'displayName', 'lastActivity', 'status'], { description: 'username if absent.' }),
    ),
    descending: Type.Optional(Type.Boolean()),
    limit: Type.Optional(PageLimit),
    cursor: Type.Optional(
      Type.String({ minLength: 1, maxLength: 2048, description: 'nextCursor of the page before.' }),
    ),
  },
  closed,
);
export type UserSearchDocument = Static<typeof UserSearchSchema>;

export const FoundUserPageSchema = Type.Object(
  {
    snapshotId: Type.Integer(),
    readAt: InstantSchema,
    usersRead: Count,
    items: list(
      Type.Object(
        {
          ...UserSchema.properties,
          groups: Type.Integer({ minimum: 0, description: 'How many groups the user is in, nested ones included.' }),
          directory: nullable(
            Type.String({ description: 'Of the account that speaks; null where that is not known.' }),
          ),
          seat: nullable(Type.Enum(['yes', 'no', 'unknown'])),
          stages: list(
            Type.Object({ policyId: PolicySlug, reached: nullable(Type.String()) }, closed),
            'How far on the timelines of staged policies; null before the first stage.',
          ),
          unsynced: Type.Boolean({
            description:
              'No directory has the user any more: there is nothing to open, and only criteria with `unsynced` find them.',
          }),
        },
        closed,
      ),
    ),
    counts: nullable(
      Type.Object(
        { total: Count, unknown: Count },
        { ...closed, description: 'Whom the criteria mean, and of whom that is not known. With the first page alone.' },
      ),
    ),
    nextCursor: nullable(Type.String()),
  },
  closed,
);
export type FoundUserPage = Static<typeof FoundUserPageSchema>;

export const UserParameters = Type.Object({ userKey: Type.String({ minLength: 1, maxLength: 255 }) }, closed);

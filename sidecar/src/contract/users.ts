// Users as the newest snapshot shows them, with what is known of their activity and why the rest is not.
import Type, { type Static } from 'typebox';
import { Count, closed, InstantSchema, list, nullable, PageLimit } from './envelope.ts';

const StatusSchema = Type.Enum(['active', 'disabled', 'unknown']);

const ActivitySchema = Type.Union([
  Type.Object(
    {
      state: Type.Literal('seen'),
      at: InstantSchema,
      kind: Type.Enum(['login']),
      source: Type.String(),
      readAt: InstantSchema,
    },
    closed,
  ),
  Type.Object({ state: Type.Literal('never'), source: Type.String(), readAt: InstantSchema }, closed),
  Type.Object(
    {
      state: Type.Literal('unknown'),
      reason: Type.Enum(['no-source', 'not-covered', 'not-told', 'in-the-future', 'unreadable', 'source-failed']),
    },
    closed,
  ),
]);

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

export const UserDetailSchema = Type.Object(
  {
    snapshotId: Type.Integer(),
    readAt: InstantSchema,
    user: UserSchema,
    memberships: list(Type.Object({ group: Type.String(), direct: Type.Boolean() }, closed)),
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

export const UserParameters = Type.Object({ userKey: Type.String({ minLength: 1, maxLength: 255 }) }, closed);

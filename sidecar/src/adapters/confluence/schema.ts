// Confluence's bodies as far as they are used: narrow in what is asked of them, blind to everything else they carry.
import Type from 'typebox';
import { Compile } from 'typebox/compile';

/** Answers whether a parsed body has the shape. */
export type WireCheck<Body> = (json: unknown) => json is Body;

function checkOf<Schema extends Type.TSchema>(schema: Schema): WireCheck<Type.Static<Schema>> {
  const compiled = Compile(schema);
  return (json): json is Type.Static<Schema> => compiled.Check(json);
}

/** `GET /rest/applinks/1.0/manifest`, anonymous. */
const manifest = Type.Object({
  id: Type.String({ minLength: 1 }),
  typeId: Type.String(),
  version: Type.String(),
  buildNumber: Type.Optional(Type.Union([Type.String(), Type.Number()])),
  url: Type.Optional(Type.String()),
});

/** A user; `status` only where it was expanded, as text. Anonymous has neither name nor key. */
const user = Type.Object({
  type: Type.Optional(Type.String()),
  username: Type.String({ minLength: 1 }),
  userKey: Type.String({ minLength: 1 }),
  displayName: Type.Optional(Type.String()),
  status: Type.Optional(Type.Unknown()),
});
const anonymous = Type.Object({ type: Type.Literal('anonymous') });
const anyUser = Type.Union([user, anonymous]);

/** A row of the licensed users: documented with e-mail, and `lastLogin` where it was expanded, format not stated. */
const activity = Type.Object({
  userKey: Type.String({ minLength: 1 }),
  email: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  lastLogin: Type.Optional(Type.Unknown()),
});

const group = Type.Object({ name: Type.String({ minLength: 1 }) });

const space = Type.Object({ key: Type.String({ minLength: 1 }) });

/** What `getActiveUsers` of the Remote API gives. */
const usernames = Type.Array(Type.String({ minLength: 1 }));

/** `GET /rest/license/1.0/license/…`: not described; a bare number, or in an object under a telling name. */
const licenceCount = Type.Union([
  Type.Integer(),
  Type.Object({
    count: Type.Optional(Type.Integer()),
    userCount: Type.Optional(Type.Integer()),
    maxUsers: Type.Optional(Type.Integer()),
    remainingSeats: Type.Optional(Type.Integer()),
  }),
]);

/** The frame around every list; rows are checked by themselves. */
const page = Type.Object({
  results: Type.Array(Type.Unknown()),
  start: Type.Optional(Type.Unknown()),
  limit: Type.Optional(Type.Unknown()),
  _links: Type.Optional(Type.Object({ next: Type.Optional(Type.Union([Type.String(), Type.Null()])) })),
});

/** Confluence's own error body. The bare JSON of a missing resource says `status-code` instead. */
const restError = Type.Object({
  statusCode: Type.Number(),
  data: Type.Optional(Type.Union([Type.Object({ allowedInReadOnlyMode: Type.Optional(Type.Unknown()) }), Type.Null()])),
});

/** The answer to an accepted deletion. */
const taskReference = Type.Object({ id: Type.Union([Type.String({ minLength: 1 }), Type.Number()]) });

/** `GET /rest/api/longtask/{id}`; `successful` means something only at 100 percent. */
const longTask = Type.Object({ percentageComplete: Type.Number(), successful: Type.Optional(Type.Unknown()) });

export type WireManifest = Type.Static<typeof manifest>;
export type WireUser = Type.Static<typeof user>;
export type WireAnyUser = Type.Static<typeof anyUser>;
export type WireActivity = Type.Static<typeof activity>;
export type WirePage = Type.Static<typeof page>;
export type WireLicenceCount = Type.Static<typeof licenceCount>;

export const isManifest = checkOf(manifest);
export const isAnyUser = checkOf(anyUser);
export const isActivity = checkOf(activity);
export const isGroup = checkOf(group);
export const isSpace = checkOf(space);
export const areUsernames = checkOf(usernames);
export const isLicenceCount = checkOf(licenceCount);
export const isPage = checkOf(page);
export const isRestError = checkOf(restError);
export const isTaskReference = checkOf(taskReference);
export const isLongTask = checkOf(longTask);

// Signing in: a Confluence token or credentials go in, a short-lived access token comes out.
import Type, { type Static } from 'typebox';
import { closed, InstantSchema } from './envelope.ts';

export const SignInSchema = Type.Union([
  Type.Object(
    {
      token: Type.String({
        minLength: 1,
        maxLength: 1024,
        pattern: '^[\\x21-\\x7e]+$',
        description: 'A personal access token of Confluence.',
      }),
    },
    closed,
  ),
  Type.Object(
    {
      username: Type.String({ minLength: 1, maxLength: 255 }),
      password: Type.String({ minLength: 1, maxLength: 1024 }),
    },
    closed,
  ),
]);
export type SignInDocument = Static<typeof SignInSchema>;

export const SessionSchema = Type.Object(
  {
    accessToken: Type.String({ description: 'Send it as Authorization: Bearer …' }),
    expiresAt: InstantSchema,
    user: Type.Object({ userKey: Type.String(), username: Type.String(), displayName: Type.String() }, closed),
  },
  closed,
);
export type SessionDocument = Static<typeof SessionSchema>;

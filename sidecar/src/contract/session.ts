// Signing in: a Confluence token, credentials or the browser's own session at Confluence go in, a session comes out.
import Type, { type Static } from 'typebox';
import { closed, InstantSchema, nullable } from './envelope.ts';

const TokenText = Type.String({
  minLength: 1,
  maxLength: 1024,
  pattern: '^[\\x21-\\x7e]+$',
  description: 'A personal access token of Confluence.',
});
const Keep = Type.Optional(
  Type.Literal('cookie', {
    description: 'Keep the session in a cookie that scripts cannot read, instead of answering a token.',
  }),
);
const Password = {
  username: Type.String({ minLength: 1, maxLength: 255 }),
  password: Type.String({ minLength: 1, maxLength: 1024 }),
};

export const SignInSchema = Type.Union([
  Type.Object({ token: TokenText, keep: Keep }, closed),
  Type.Object({ ...Password, keep: Keep }, closed),
  Type.Object(
    { confluence: Type.Literal(true, { description: "By the browser's own session at Confluence." }) },
    closed,
  ),
]);
export type SignInDocument = Static<typeof SignInSchema>;

/** Credentials given again. */
export const ProofSchema = Type.Union([Type.Object({ token: TokenText }, closed), Type.Object(Password, closed)]);
export type ProofDocument = Static<typeof ProofSchema>;

const facts = {
  user: Type.Object({ userKey: Type.String(), username: Type.String(), displayName: Type.String() }, closed),
  role: Type.Union([
    Type.Literal('helpdesk'),
    Type.Literal('auditor'),
    Type.Literal('operator'),
    Type.Literal('administrator'),
  ]),
  expiresAt: InstantSchema,
  provenAt: nullable(InstantSchema),
  passwordSignIn: Type.Boolean({ description: 'Whether a password is taken too, or tokens alone.' }),
};

export const SessionSchema = Type.Object(facts, closed);

export const OpenedSessionSchema = Type.Object(
  {
    ...facts,
    accessToken: nullable(
      Type.String({ description: 'Send it as Authorization: Bearer …; null where a cookie keeps it.' }),
    ),
  },
  closed,
);
export type OpenedSessionDocument = Static<typeof OpenedSessionSchema>;
export type SessionDocument = Static<typeof SessionSchema>;

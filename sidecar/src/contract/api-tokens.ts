// Tokens for the API on the wire: their text is told once, when they are made.
import Type, { type Static } from 'typebox';
import { closed, InstantSchema, list, nullable, PageLimit, RowId } from './envelope.ts';

const RoleSchema = Type.Enum(['auditor', 'operator', 'administrator']);

export const NewApiTokenSchema = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 100,
      pattern: '^[^\\p{Cc}]*\\S[^\\p{Cc}]*$',
      description: 'What it is for.',
    }),
    role: Type.Enum(['auditor', 'operator', 'administrator'], {
      description: 'The most it may do; never more than its owner may at that moment.',
    }),
    days: Type.Integer({ minimum: 1, maximum: 366, description: 'How long it holds.' }),
  },
  closed,
);

const facts = {
  id: RowId,
  name: Type.String(),
  role: RoleSchema,
  state: Type.Enum(['holds', 'expired', 'revoked']),
  owner: Type.Object({ userKey: Type.String(), username: Type.String(), displayName: Type.String() }, closed),
  createdAt: InstantSchema,
  expiresAt: InstantSchema,
  lastUsedAt: nullable(InstantSchema),
  revokedAt: nullable(InstantSchema),
  revokedBy: nullable(Type.String()),
};

export const ApiTokenSchema = Type.Object(facts, closed);
export type ApiTokenDocument = Static<typeof ApiTokenSchema>;

export const MadeApiTokenSchema = Type.Object(
  {
    ...facts,
    token: Type.String({ description: 'Send it as Authorization: Bearer …; it is told now and never again.' }),
  },
  closed,
);
export type MadeApiTokenDocument = Static<typeof MadeApiTokenSchema>;

export const ApiTokenQuerySchema = Type.Object({ before: Type.Optional(RowId), limit: PageLimit }, closed);
export const ApiTokenPageSchema = Type.Object(
  { items: list(ApiTokenSchema), nextBefore: nullable(RowId) },
  { ...closed, description: 'Newest first, those that are over too.' },
);
export type ApiTokenPageDocument = Static<typeof ApiTokenPageSchema>;
export const ApiTokenParameters = Type.Object({ id: RowId }, closed);

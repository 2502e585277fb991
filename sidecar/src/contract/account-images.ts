// A user's accounts as they were before a change: those a plan touches one by one, and all that were known.
import Type from 'typebox';
import { closed, InstantSchema, list, nullable } from './envelope.ts';

export const AccountImageSchema = Type.Object(
  {
    directory: Type.String(),
    key: nullable(Type.String()),
    username: Type.String(),
    firstName: Type.String(),
    lastName: Type.String(),
    displayName: Type.String(),
    email: Type.String(),
    status: Type.Enum(['active', 'disabled', 'unknown']),
    attributes: Type.Record(Type.String(), list(Type.String())),
    groups: list(Type.String()),
  },
  closed,
);

export const NewcomerImageSchema = Type.Object(
  {
    inTheWay: nullable(
      Type.Object(
        {
          userKey: nullable(Type.String()),
          username: Type.String(),
          displayName: Type.String(),
          status: Type.Enum(['active', 'disabled', 'unknown']),
          shares: Type.Enum(['name', 'email']),
        },
        { ...closed, description: 'Who has the name or the address already.' },
      ),
    ),
  },
  { ...closed, description: 'Present for somebody who is to be created: name and address are those to be.' },
);

export const KnownAccountsSchema = Type.Object(
  {
    kind: Type.Literal('told'),
    complete: Type.Boolean({ description: 'Whether every directory was read.' }),
    accounts: list(
      Type.Object(
        {
          directory: Type.String(),
          username: Type.String(),
          status: Type.Enum(['active', 'disabled', 'unknown']),
          email: nullable(Type.String()),
          displayName: nullable(Type.String()),
          key: nullable(Type.String()),
          createdAt: nullable(InstantSchema),
          effective: nullable(
            Type.Boolean({ description: 'Whether it speaks for the user; null where nobody can tell.' }),
          ),
        },
        closed,
      ),
    ),
  },
  closed,
);

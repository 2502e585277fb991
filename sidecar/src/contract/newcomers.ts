// Users to be created, as a person asks for them: rows of JSON, or a table.
import Type from 'typebox';
import { closed } from './envelope.ts';
import { TableText } from './told.ts';

const Text = Type.String({ maxLength: 255 });

const NewcomerSchema = Type.Object(
  {
    username: Text,
    displayName: Text,
    email: Text,
    groups: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 255 }), {
        maxItems: 100,
        description: 'Besides those that every new user gets.',
      }),
    ),
    directory: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 255,
        description: 'A directory with a Crowd application of its own; without it Confluence chooses.',
      }),
    ),
  },
  closed,
);

const shared = {
  mode: Type.Optional(Type.Literal('test', { description: 'Rehearse, whatever the process says.' })),
  maxUsers: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1000,
      description: 'A plan for more is held for approval. At most what administrators allow, and that if absent.',
    }),
  ),
  report: Type.Optional(
    Type.Object({ to: Type.Array(Type.String({ minLength: 3, maxLength: 254 }), { maxItems: 50 }) }, closed),
  ),
};

export const CreationRequestSchema = Type.Union([
  Type.Object({ newcomers: Type.Array(NewcomerSchema, { minItems: 1, maxItems: 1000 }), ...shared }, closed),
  Type.Object(
    {
      csv: Type.Unsafe<string>({
        ...TableText,
        description: 'Columns username, display_name, email, and optionally groups (separated by ;) and directory.',
      }),
      ...shared,
    },
    closed,
  ),
]);

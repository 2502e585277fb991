// Groups of the newest snapshot, for whoever is choosing one.
import Type, { type Static } from 'typebox';
import { Count, closed, list, PageLimit } from './envelope.ts';

export const GroupQuerySchema = Type.Object(
  {
    prefix: Type.String({
      maxLength: 255,
      default: '',
      description: 'The beginning of the name, without regard to case; empty finds all.',
    }),
    limit: PageLimit,
  },
  closed,
);

export const GroupListSchema = Type.Object(
  {
    items: list(
      Type.Object(
        {
          name: Type.String(),
          members: Type.Integer({
            minimum: 0,
            description: 'Users in it as far as they could be read, those in groups inside it included.',
          }),
          directMembers: Count,
          complete: Type.Boolean({ description: 'Whether its members, and groups inside it, could all be read.' }),
        },
        closed,
      ),
      'In the order of their names.',
    ),
    total: Type.Integer({ minimum: 0, description: 'Groups whose names begin so.' }),
  },
  closed,
);
export type GroupListDocument = Static<typeof GroupListSchema>;

// The helpdesk over the wire: one user by name, what was taken from them, and how giving it back goes.
import Type, { type Static } from 'typebox';
import { closed, InstantSchema, list, nullable, RowId } from './envelope.ts';
import { ChangeSchema } from './plans.ts';

export const HelpdeskQuerySchema = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 255,
      pattern: '\\S',
      description: 'A whole username, display name or mail address.',
    }),
  },
  closed,
);

export const HelpdeskFindingSchema = Type.Object(
  {
    user: nullable(
      Type.Object(
        {
          userKey: Type.String(),
          username: Type.String(),
          displayName: Type.String(),
          status: Type.Enum(['active', 'disabled', 'unknown']),
        },
        closed,
      ),
    ),
    several: Type.Boolean({ description: 'Whether several go by this name; then none of them is told.' }),
    readAt: InstantSchema,
    taken: list(
      Type.Object(
        { runId: RowId, at: nullable(InstantSchema), changes: list(ChangeSchema), givenBack: Type.Boolean() },
        closed,
      ),
    ),
  },
  closed,
);
export type HelpdeskFindingDocument = Static<typeof HelpdeskFindingSchema>;

export const GiveBackRequestSchema = Type.Object(
  { userKey: Type.String({ minLength: 1, maxLength: 255 }), runId: RowId },
  closed,
);

export const GiveBackParameters = Type.Object({ id: RowId }, closed);

export const GiveBackStateSchema = Type.Object(
  {
    id: RowId,
    state: Type.Enum(['under-way', 'done', 'rehearsed', 'not-done'], {
      description: 'rehearsed: the product is set to change nothing.',
    }),
  },
  closed,
);
export type GiveBackStateDocument = Static<typeof GiveBackStateSchema>;

// Bulk actions: what somebody put together on the screen, to be rehearsed first and then carried out as seen.
import Type from 'typebox';
import { closed } from './envelope.ts';

export const BulkRequestSchema = Type.Object(
  {
    criteria: Type.Unknown({ description: 'Who is meant: a tree of criteria as policies have it.' }),
    actions: Type.Unknown({ description: 'What happens: a list of actions as policies have it.' }),
  },
  closed,
);

export const CarryOutSchema = Type.Object(
  { digest: Type.String({ minLength: 1, maxLength: 128, description: 'Of the plan as it was seen.' }) },
  closed,
);

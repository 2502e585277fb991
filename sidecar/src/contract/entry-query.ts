// Which users of a plan are asked for, and from which one on.
import Type from 'typebox';
import { closed, PageLimit, RowAfter } from './envelope.ts';
import { FateSchema } from './plans.ts';

export const EntryQuerySchema = Type.Object(
  {
    fate: Type.Optional(FateSchema),
    outcome: Type.Optional(
      Type.Enum([
        'applied',
        'applied-without-effect',
        'already',
        'pending-synchronisation',
        'skipped',
        'refused',
        'unsupported',
        'failed',
        'rehearsed',
        'unknown',
        'open',
      ]),
    ),
    because: Type.Optional(
      Type.String({
        pattern: '^[a-z-]{1,64}$',
        description: 'A guard, or a reason: only users with a step that was left alone by it.',
      }),
    ),
    after: RowAfter,
    limit: PageLimit,
  },
  closed,
);

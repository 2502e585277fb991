// Health for whoever watches the process: alive, and ready to answer. Nothing in it needs a session.
import Type from 'typebox';
import { closed } from './envelope.ts';

export const LiveSchema = Type.Object({ alive: Type.Literal(true) }, closed);

export const ReadySchema = Type.Object(
  {
    ready: Type.Boolean(),
    store: Type.Enum(['answers', 'silent']),
    host: Type.Enum(['answers', 'fails', 'not-asked'], {
      description: 'Said, and never a reason for not being ready.',
    }),
  },
  closed,
);

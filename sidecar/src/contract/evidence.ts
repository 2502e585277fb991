// The evidence pack of a period.
import Type from 'typebox';
import { closed } from './envelope.ts';

const Moment = Type.String({ format: 'date-time', maxLength: 40 });

export const EvidenceQuerySchema = Type.Object(
  {
    from: { ...Moment, description: 'From this instant on.' },
    to: { ...Moment, description: 'Before this instant.' },
    names: Type.Boolean({
      default: true,
      description: 'False for a pack that names nobody: counts, codes and digests.',
    }),
  },
  closed,
);

export const EvidencePackSchema = Type.Unsafe<AsyncIterable<Uint8Array>>({
  type: 'string',
  format: 'binary',
  description: 'A zip archive, as `user-management audit verify` checks it.',
});

// What stands behind the word of a guard over a step: an exemption, another policy, or pages that nobody else may edit.
import Type from 'typebox';
import { closed, InstantSchema, list, RowId } from './envelope.ts';

export const RefusalDetails = Type.Union([
  Type.Object(
    {
      exemption: RowId,
      endsAt: InstantSchema,
      byNameAlone: Type.Optional(
        Type.Literal(true, {
          description: 'It was made for another account, of which this user has nothing but the name.',
        }),
      ),
    },
    closed,
  ),
  Type.Object({ policy: Type.String() }, closed),
  Type.Object({ pages: list(Type.String({ description: 'Id of a page.' })) }, closed),
]);

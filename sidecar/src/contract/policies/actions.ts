// The catalogue of actions as it goes over the wire and stands in a policy file.
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false } as const;
export const GroupName = Type.String({ minLength: 1, maxLength: 255 });
const groupList = Type.Immutable(Type.Array(GroupName, { minItems: 1, maxItems: 100 }));

const DirectoryName = Type.String({
  minLength: 1,
  maxLength: 255,
  description: 'As Confluence shows it, with a Crowd application of its own in UM_DIRECTORIES_FILE.',
});

/** From one directory to another. */
const TransferSchema = Type.Object(
  {
    from: Type.Readonly(DirectoryName),
    to: Type.Readonly(DirectoryName),
    missingGroups: Type.Readonly(
      Type.Optional(
        Type.Union([Type.Literal('refuse'), Type.Literal('create')], {
          default: 'refuse',
          description: 'What to do where the target lacks a group of the account.',
        }),
      ),
    ),
    mailPasswordReset: Type.Readonly(
      Type.Optional(
        Type.Boolean({ default: false, description: 'Crowd mails a link to choose a password: none travels along.' }),
      ),
    ),
  },
  closed,
);
export type TransferDocument = Static<typeof TransferSchema>;

/** What may happen to a user, from the catalogue of actions. */
const ActionSchema = Type.Union([
  Type.Literal('disable'),
  Type.Literal('enable'),
  Type.Literal('delete'),
  Type.Literal('deleteOrDisable', { description: 'Deletes where the plan finds it possible, otherwise disables.' }),
  Type.Literal('resetPassword'),
  Type.Literal('takeLicence', { description: 'Out of every group that grants a seat of the licence.' }),
  Type.Object({ addToGroups: Type.Readonly(groupList) }, closed),
  Type.Object({ removeFromGroups: Type.Readonly(groupList) }, closed),
  Type.Object({ moveToDirectory: Type.Readonly(TransferSchema) }, closed),
  Type.Object({ copyToDirectory: Type.Readonly(TransferSchema) }, closed),
]);
export type ActionDocument = Static<typeof ActionSchema>;

export const actionList = Type.Immutable(Type.Array(ActionSchema, { minItems: 1, maxItems: 10 }));

// What people of a plan would leave behind: the kinds there are, and what is known of one user.
import Type from 'typebox';
import { closed, InstantSchema, list, nullable } from './envelope.ts';

export const ImpactKindSchema = Type.Enum(['soleSpaceAdministrator', 'soleEditor', 'personalSpace', 'tokensInUse']);

export const ImpactSchema = Type.Object(
  {
    soleAdministratorOf: list(Type.String()),
    soleEditorOf: list(Type.String({ description: 'Id of a page.' })),
    personalSpace: nullable(Type.String()),
    tokensUsedAt: nullable(InstantSchema),
  },
  { ...closed, description: 'What of others would be left without the user.' },
);

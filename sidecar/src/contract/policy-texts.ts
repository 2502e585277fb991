// Policies as text: drafts read in either form without saving, and files of policies that are checked and taken in.
import Type, { type Static } from 'typebox';
import { closed, FaultList, list, nullable } from './envelope.ts';
import { PolicyReference, PolicySlug } from './policies.ts';
import { ComingRun, ModeSchema } from './stored-policies.ts';

export const DraftRequestSchema = Type.Object(
  {
    text: Type.Optional(Type.String({ description: 'One policy as YAML, as it stands in a policy file.' })),
    definition: Type.Optional(Type.Unknown({ description: 'A policy as PUT /policies/{id} takes it.' })),
  },
  { ...closed, description: 'Either of the two. Nothing is saved.' },
);

export const DraftSchema = Type.Object(
  {
    definition: nullable(PolicyReference, 'With its defaults; null where it cannot be read.'),
    text: nullable(Type.String(), 'The same as YAML, without the comments of a text that was sent.'),
    faults: FaultList,
    warnings: FaultList,
    nextRuns: list(ComingRun, 'The next five by its schedule.'),
  },
  closed,
);
export type DraftDocument = Static<typeof DraftSchema>;

const files = Type.Immutable(
  Type.Array(
    Type.Object(
      {
        name: Type.String({ minLength: 1, maxLength: 255, description: 'Stands in front of every fault.' }),
        text: Type.String({ description: 'Policies as YAML, a document each.' }),
      },
      closed,
    ),
    { minItems: 1, maxItems: 200 },
  ),
);

const Over = Type.Record(PolicySlug, nullable(Type.Integer({ minimum: 1 })), {
  description: 'The version of each policy that was seen, null where there was none; who is not named is not checked.',
});

export const PolicyFilesSchema = Type.Object({ files }, closed);
export const PolicyImportSchema = Type.Object({ files, over: Type.Optional(Over) }, closed);

export const CheckedFilesSchema = Type.Object(
  {
    items: list(
      Type.Object(
        {
          file: Type.String(),
          id: nullable(Type.String(), 'Null where the document cannot be read.'),
          name: nullable(Type.String()),
          becomes: Type.Enum(['new', 'changed', 'same', 'refused']),
          version: nullable(Type.Integer(), 'The version in use.'),
          mode: nullable(ModeSchema, 'The mode it has now and keeps; a new policy begins in test mode.'),
          definition: nullable(PolicyReference),
          faults: FaultList,
          warnings: FaultList,
        },
        closed,
      ),
      'In the order of the files and of the documents in each.',
    ),
  },
  { ...closed, description: 'What would become of each policy. A single fault keeps all of them out.' },
);
export type CheckedFilesDocument = Static<typeof CheckedFilesSchema>;

export const ImportedPoliciesSchema = Type.Object(
  {
    items: list(
      Type.Object({ id: PolicySlug, version: Type.Integer(), changed: Type.Boolean(), mode: ModeSchema }, closed),
    ),
  },
  closed,
);
export type ImportedPoliciesDocument = Static<typeof ImportedPoliciesSchema>;

export const PolicyText = Type.String({ description: 'YAML, a document for each policy.' });

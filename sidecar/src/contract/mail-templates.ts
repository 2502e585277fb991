// Templates of mails over the wire: which ones are in use, and how a mail looks with them now.
import Type, { type Static } from 'typebox';
import { Count, closed, list, nullable, RowId } from './envelope.ts';

export const MailTemplatesSchema = Type.Object(
  {
    items: list(
      Type.Object(
        {
          file: Type.String({ description: 'Name of the file in UM_TEMPLATES_DIR.' }),
          state: Type.Enum(['built-in', 'own', 'broken'], {
            description: 'broken: the file cannot be used, so the built-in one is.',
          }),
          fault: nullable(Type.String()),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type MailTemplatesDocument = Static<typeof MailTemplatesSchema>;

export const TemplateParameters = Type.Object(
  {
    kind: Type.Enum(['report', 'stage-warning', 'password-notice', 'access-taken', 'digest', 'licence-alert']),
  },
  closed,
);

export const PreviewQuerySchema = Type.Object(
  {
    run: Type.Optional(
      Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'The newest if absent.' }),
    ),
  },
  closed,
);

export const MailPreviewSchema = Type.Object(
  {
    runId: nullable(RowId),
    real: Type.Boolean({
      description: 'Whether it tells of something real; made up where there has been no such mail yet.',
    }),
    subject: Type.String(),
    text: Type.String(),
    html: Type.String({ description: 'Show it in a frame without scripts and rights (sandbox).' }),
    attachments: list(Type.Object({ filename: Type.String(), bytes: Count }, closed)),
  },
  closed,
);
export type MailPreviewDocument = Static<typeof MailPreviewSchema>;

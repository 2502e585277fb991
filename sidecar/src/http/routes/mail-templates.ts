// Templates of mails: which ones are in use, what is wrong with those of the site's own, and a look at a mail before it goes.
import {
  type MailPreviewDocument,
  MailPreviewSchema,
  MailTemplatesSchema,
  PreviewQuerySchema,
  TemplateParameters,
} from '../../contract/mail-templates.ts';
import type { PreviewedMail, ServiceContext } from '../../services/service-context.ts';
import { type Api, answers } from '../api.ts';

export function registerMailTemplates(api: Api, { mailTemplates, previewMail }: ServiceContext): void {
  const tags = ['mails'];

  api.get(
    '/mail-templates',
    {
      schema: {
        summary: 'The templates in use, and what is wrong with those of your own',
        tags,
        response: answers(MailTemplatesSchema),
      },
    },
    async () => ({ items: (await mailTemplates()).map(({ file, state, fault }) => ({ file, state, fault })) }),
  );

  api.get(
    '/mail-templates/:kind/preview',
    {
      schema: {
        summary: 'A mail as it would go out now, of a real run where there is one; nothing is sent',
        tags,
        params: TemplateParameters,
        querystring: PreviewQuerySchema,
        response: answers(MailPreviewSchema),
      },
    },
    async ({ params, query }) => view(await previewMail({ kind: params.kind, runId: query.run ?? null })),
  );
}

function view({ runId, madeUp, subject, text, html, attachments }: PreviewedMail): MailPreviewDocument {
  const files = attachments.map(({ filename, content }) => ({ filename, bytes: Buffer.byteLength(content) }));
  return { runId, real: !madeUp, subject, text, html, attachments: files };
}

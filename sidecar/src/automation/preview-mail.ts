// Shows what a mail would look like now: a real one where there is one, else a made-up one. Sends nothing.
import type { MailKind, MailSubject } from '../domain/mail.ts';
import type { ReportMail } from '../mail/render.ts';
import type { MailToRender } from '../mail/render-mail.ts';
import type { TemplateKind } from '../mail/templates.ts';
import type { Store } from '../store/store.ts';
import { gatherMail, type MailSources } from './gather-mail.ts';

export interface MailPreview extends ReportMail {
  /** Null where the mail is about no run, or made up. */
  readonly runId: number | null;
  /** Whether it is made up, because there has been no such mail yet. */
  readonly madeUp: boolean;
}

export interface PreviewInput {
  readonly store: MailSources & Pick<Store, 'outbox'>;
  readonly render: (mail: MailToRender) => Promise<ReportMail>;
  readonly renderSample: (kind: TemplateKind) => Promise<ReportMail>;
}

export type PreviewMail = (wanted: {
  readonly kind: TemplateKind;
  readonly runId: number | null;
}) => Promise<MailPreview>;

const kinds = {
  report: 'run-report',
  'stage-warning': 'stage-warning',
  'password-notice': 'password-notice',
  'access-taken': 'access-taken',
  digest: 'digest',
  'licence-alert': 'licence-alert',
} as const satisfies Record<TemplateKind, MailKind>;
/** Nobody: a report says the same to everybody. */
const anybody = 'nobody@localhost';

export function createPreviewer({ store, render, renderSample }: PreviewInput): PreviewMail {
  return async ({ kind, runId }) => {
    const mail = await findMail(store, kinds[kind], runId);
    const ground = mail === null ? null : await gatherMail(store, mail);
    if (mail === null || ground === null) return { ...(await renderSample(kind)), runId: null, madeUp: true };
    return { ...(await render(ground)), runId: 'runId' in mail ? mail.runId : null, madeUp: false };
  };
}

/** The newest mail of the kind whose recipient is still known; of reports any run will do that has ended. */
async function findMail(
  { runs, outbox }: PreviewInput['store'],
  kind: MailKind,
  runId: number | null,
): Promise<(MailSubject & { readonly to: string }) | null> {
  if (kind === 'run-report') {
    if (runId !== null) return { kind, to: anybody, runId };
    const ended = (await runs.list({ limit: 50, before: null })).find(({ state }) => state === 'finished');
    return ended === undefined ? null : { kind, to: anybody, runId: ended.id };
  }
  const mails = await outbox.list({ kind, limit: 20, ...(runId === null ? {} : { runId }) });
  return mails.find(({ to }) => !to.startsWith('erased-')) ?? null;
}

// Shows what a mail would look like now: of a real run where there is one, else of a made-up one. Sends nothing.
import type { ReportMail } from '../mail/render.ts';
import type { TemplateKind } from '../mail/templates.ts';
import type { StoredMail } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { gatherMail, type MailGround } from './gather-mail.ts';

export interface MailPreview extends ReportMail {
  /** Null where the mail is made up, because there has been no such mail yet. */
  readonly runId: number | null;
}

export interface PreviewInput {
  readonly store: Pick<Store, 'runs' | 'outbox'>;
  readonly render: (mail: Pick<StoredMail, 'kind' | 'to' | 'runId'>, ground: MailGround) => Promise<ReportMail>;
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
} as const;
/** Nobody: a report says the same to everybody. */
const anybody = 'nobody@localhost';

export function createPreviewer({ store, render, renderSample }: PreviewInput): PreviewMail {
  return async ({ kind, runId }) => {
    const mail = await findMail(store, kinds[kind], runId);
    const ground = mail === null ? null : await gatherMail(store, mail.runId);
    if (mail === null || ground === null) return { ...(await renderSample(kind)), runId: null };
    return { ...(await render(mail, ground)), runId: mail.runId };
  };
}

/** The newest mail of the kind whose recipient is still known; of reports any run will do that has ended. */
async function findMail(
  { runs, outbox }: PreviewInput['store'],
  kind: StoredMail['kind'],
  runId: number | null,
): Promise<Pick<StoredMail, 'kind' | 'to' | 'runId'> | null> {
  if (kind === 'run-report') {
    if (runId !== null) return { kind, to: anybody, runId };
    const ended = (await runs.list({ limit: 50, before: null })).find(({ state }) => state === 'finished');
    return ended === undefined ? null : { kind, to: anybody, runId: ended.id };
  }
  const mails = await outbox.list({ kind, limit: 20, ...(runId === null ? {} : { runId }) });
  return mails.find(({ to }) => !to.startsWith('erased-')) ?? null;
}

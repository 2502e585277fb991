// Renders whatever waits in the outbox, each kind of mail by its own template.
import type { Report, ReportedUnknown, ReportedUser } from '../domain/report.ts';
import { needsNotice, renderPasswordNotice } from './password-notice.ts';
import { type RenderOptions, type ReportMail, renderReport } from './render.ts';

export interface MailToRender {
  readonly mail: { readonly kind: 'run-report' | 'password-notice'; readonly to: string };
  readonly report: Report;
  readonly entries: AsyncIterable<ReportedUser>;
  readonly unknown: readonly ReportedUnknown[];
}

export async function renderMail(input: MailToRender, options: RenderOptions): Promise<ReportMail> {
  const { mail, report, entries, unknown } = input;
  if (mail.kind === 'run-report') return renderReport(report, { entries, unknown }, options);
  const users: ReportedUser[] = [];
  for await (const entry of entries) if (needsNotice(entry, mail.to)) users.push(entry);
  return renderPasswordNotice(report, users, options);
}

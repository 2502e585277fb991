// Renders whatever waits in the outbox, each kind of mail by its own template.

import type { Report, ReportedUnknown, ReportedUser } from '../domain/report.ts';
import type { Instant } from '../domain/user.ts';
import { needsTakenMail, renderAccessTaken } from './access-taken.ts';
import { needsNotice, renderPasswordNotice } from './password-notice.ts';
import { type RenderOptions, type ReportMail, renderReport } from './render.ts';
import { needsWarning, renderStageWarning } from './stage-warning.ts';
import type { MailLanguage } from './user-words/words.ts';

export interface MailToRender {
  readonly mail: {
    readonly kind: 'run-report' | 'report-copy' | 'password-notice' | 'stage-warning' | 'access-taken';
    readonly to: string;
  };
  readonly report: Report;
  readonly entries: AsyncIterable<ReportedUser>;
  readonly unknown: readonly ReportedUnknown[];
  /** When the mail goes out. */
  readonly sentAt: Instant;
}

export interface MailOptions extends RenderOptions {
  /** The language of mails to users. */
  readonly language: MailLanguage;
  /** By which a user answers a warning; null where there is none. */
  readonly giveBackLink: (
    user: ReportedUser,
    report: Report,
    sentAt: Instant,
  ) => Promise<{ readonly url: string; readonly endsAt: Instant } | null>;
  readonly keepLink: (
    user: ReportedUser,
    report: Report,
    sentAt: Instant,
  ) => Promise<{ readonly url: string; readonly endsAt: Instant } | null>;
}

export async function renderMail(input: MailToRender, options: MailOptions): Promise<ReportMail> {
  const { mail, report, entries, unknown, sentAt } = input;
  if (mail.kind === 'run-report') return renderReport(report, { entries, unknown }, options);
  if (mail.kind === 'report-copy') {
    return renderReport(report, { entries, unknown }, { ...options, attachmentLimitBytes: Number.POSITIVE_INFINITY });
  }
  const isMeant = { 'stage-warning': needsWarning, 'password-notice': needsNotice, 'access-taken': needsTakenMail }[
    mail.kind
  ];
  const users: ReportedUser[] = [];
  for await (const entry of entries) if (isMeant(entry, mail.to)) users.push(entry);
  if (mail.kind === 'stage-warning') {
    const links = await Promise.all(users.map((user) => options.keepLink(user, report, sentAt)));
    return renderStageWarning(report, users, { ...options, sentAt, links });
  }
  if (mail.kind === 'access-taken') {
    const made = await Promise.all(users.map((user) => options.giveBackLink(user, report, sentAt)));
    return renderAccessTaken(report, users, { ...options, links: made.map((link) => link?.url ?? null) });
  }
  return renderPasswordNotice(report, users, options);
}

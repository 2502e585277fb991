// Renders whatever waits in the outbox, each kind of mail by its own template.

import type { RunMailKind } from '../domain/mail.ts';
import type { Report, ReportedUnknown, ReportedUser } from '../domain/report.ts';
import type { Instant } from '../domain/user.ts';
import { needsTakenMail, renderAccessTaken } from './access-taken.ts';
import { type DigestToRender, renderDigest } from './digest.ts';
import { needsNotice, renderPasswordNotice } from './password-notice.ts';
import { type RenderOptions, type ReportMail, renderReport } from './render.ts';
import { renderSeatAlert, type SeatAlert } from './seat-alert.ts';
import { needsWarning, renderStageWarning } from './stage-warning.ts';
import type { MailLanguage } from './user-words/words.ts';

export interface RunMailToRender {
  readonly kind: RunMailKind;
  readonly to: string;
  readonly report: Report;
  readonly entries: AsyncIterable<ReportedUser>;
  /** Whom the plan left out as unknown; empty where they are too many for a table. */
  readonly unknown: readonly ReportedUnknown[];
  /** Usernames of who should get the report and has no known address; absent where nobody looked. */
  readonly withoutAddress?: readonly string[];
}

export type MailToRender =
  | RunMailToRender
  | { readonly kind: 'digest'; readonly digest: DigestToRender }
  | { readonly kind: 'licence-alert'; readonly alert: SeatAlert };

/** By which a user answers a mail; null where there is none. */
type LinkMaker = (
  user: ReportedUser,
  report: Report,
  mail: { readonly sentAt: Instant; readonly language: MailLanguage },
) => Promise<{ readonly url: string; readonly endsAt: Instant } | null>;

export interface MailOptions extends RenderOptions {
  /** When the mail goes out. */
  readonly sentAt: Instant;
  /** The language of a mail to these users, who share it. */
  readonly languageFor: (users: readonly ReportedUser[]) => Promise<MailLanguage>;
  readonly giveBackLink: LinkMaker;
  readonly keepLink: LinkMaker;
}

export async function renderMail(mail: MailToRender, options: MailOptions): Promise<ReportMail> {
  if (mail.kind === 'digest') return renderDigest(mail.digest, options);
  if (mail.kind === 'licence-alert') return renderSeatAlert(mail.alert, options);
  return renderRunMail(mail, options);
}

async function renderRunMail(
  { kind, to, report, entries, unknown, withoutAddress = [] }: RunMailToRender,
  options: MailOptions,
): Promise<ReportMail> {
  const people = { entries, unknown, withoutAddress };
  if (kind === 'run-report') return renderReport(report, people, options);
  if (kind === 'report-copy') {
    return renderReport(report, people, { ...options, attachmentLimitBytes: Number.POSITIVE_INFINITY });
  }
  const isMeant = { 'stage-warning': needsWarning, 'password-notice': needsNotice, 'access-taken': needsTakenMail }[
    kind
  ];
  const users: ReportedUser[] = [];
  for await (const entry of entries) if (isMeant(entry, to)) users.push(entry);
  const { sentAt } = options;
  const language = await options.languageFor(users);
  const said = { ...options, language };
  if (kind === 'stage-warning') {
    const links = await Promise.all(users.map((user) => options.keepLink(user, report, { sentAt, language })));
    return renderStageWarning(report, users, { ...said, links });
  }
  if (kind === 'access-taken') {
    const made = await Promise.all(users.map((user) => options.giveBackLink(user, report, { sentAt, language })));
    return renderAccessTaken(report, users, { ...said, links: made.map((link) => link?.url ?? null) });
  }
  return renderPasswordNotice(report, users, said);
}

// Hands finished mails to an SMTP server over nodemailer. Knows nothing of runs.
import nodemailer from 'nodemailer';
import type { ReportMail } from './render.ts';

export interface OutgoingMail extends ReportMail {
  readonly to: string;
  /** Stable over attempts: becomes the Message-ID, so that a mail sent twice can be recognised. */
  readonly reference: string;
}

export interface Mailer {
  /** Resolves when the server has accepted the mail; throws otherwise. */
  readonly send: (mail: OutgoingMail) => Promise<void>;
  readonly close: () => void;
}

const timeoutMs = 20_000;

/** Opens a pooled transport to an `smtp://` or `smtps://` address. */
export function openMailer({ smtpUrl, from }: { smtpUrl: string; from: string }): Mailer {
  const transport = nodemailer.createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 2,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/[^A-Za-z0-9.-]/g, '') || 'localhost';
  return {
    send: async ({ to, reference, subject, text, html, attachments }) => {
      await transport.sendMail({
        from,
        to,
        subject,
        text,
        html,
        messageId: `<${reference}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
        attachments: attachments.map(({ filename, content }) => ({
          filename,
          content,
          contentType: 'text/csv; charset=utf-8',
        })),
      });
    },
    close: () => transport.close(),
  };
}

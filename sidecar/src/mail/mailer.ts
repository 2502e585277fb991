// Hands finished mails to an SMTP server over nodemailer. Knows nothing of runs.
import { PassThrough } from 'node:stream';
import nodemailer from 'nodemailer';
import { type MailSignIn, openTokenSource } from './access-token.ts';
import { demandEncryption } from './demand-encryption.ts';
import type { ReportMail } from './render.ts';

export interface OutgoingMail extends ReportMail {
  readonly to: string;
  /** Stable over attempts: becomes the Message-ID, so that a mail sent twice can be recognised. */
  readonly reference: string;
}

export interface Mailer {
  /** Resolves when the server has accepted the mail; throws `MailAnswerLost` where it may have, and anything else where it has not. */
  readonly send: (mail: OutgoingMail) => Promise<void>;
  /** Connects, encrypts and signs in as for a mail, and sends none; throws what stands in the way. */
  readonly verify: () => Promise<void>;
  readonly close: () => void;
}

/** All of the mail had gone to the server when the connection broke: whether it took the mail is not known. */
export class MailAnswerLost extends Error {
  readonly code = 'mail_answer_lost';

  constructor(cause: unknown) {
    super('The mail server had the whole mail and did not say whether it took it.', { cause });
    this.name = 'MailAnswerLost';
  }
}

export interface MailerOptions {
  /** An `smtp://` or `smtps://` address; encryption is demanded by `?requireTLS=true`, and of another machine to sign in. */
  readonly smtpUrl: string;
  readonly from: string;
  /** In place of a password: XOAUTH2 by tokens of the client. */
  readonly signIn?: MailSignIn | null;
  readonly timeoutMs?: number;
}

/** Opens a transport to a mail server. */
export function openMailer({ smtpUrl, from, signIn = null, timeoutMs = 20_000 }: MailerOptions): Mailer {
  const transport = nodemailer.createTransport({
    url: demandEncryption(smtpUrl),
    pool: true,
    maxConnections: 1,
    // A mail whose connection broke comes back here, where it is known whether it may be sent again.
    maxRequeues: 0,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(signIn === null
      ? {}
      : { auth: { type: 'OAuth2' as const, ...openTokenSource({ smtpUrl, signIn, timeoutMs }) } }),
  });
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/[^A-Za-z0-9.-]/g, '') || 'localhost';
  const handedOver = new Set<string>();
  transport.use('stream', (mail, done) => {
    const { messageId } = mail.data;
    mail.message.processFunc((content) => {
      const watched = new PassThrough();
      watched.once('end', () => handedOver.add(String(messageId)));
      return content.pipe(watched);
    });
    done();
  });
  return {
    send: async ({ to, reference, subject, text, html, attachments }) => {
      const messageId = `<${reference}@${domain}>`;
      try {
        await transport.sendMail({
          from,
          to,
          subject,
          text,
          html,
          messageId,
          headers: { 'Auto-Submitted': 'auto-generated' },
          attachments: attachments.map(({ filename, content }) => ({
            filename,
            content,
            contentType: typeOf(filename),
          })),
        });
      } catch (error) {
        if (handedOver.has(messageId) && !saysNo(error)) throw new MailAnswerLost(error);
        throw error;
      } finally {
        handedOver.delete(messageId);
      }
    },
    verify: async () => {
      await transport.verify();
    },
    close: () => transport.close(),
  };
}

function typeOf(filename: string): string {
  return filename.endsWith('.json') ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8';
}

/** A reply of the server, which then has not taken the mail (RFC 5321, 4.2.5). */
function saysNo(error: unknown): boolean {
  return error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number';
}

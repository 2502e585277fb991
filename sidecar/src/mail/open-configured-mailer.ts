// The mail server as the configuration names it, with a password or by tokens.
import type { Config, Secrets } from '../config.ts';
import { type Mailer, openMailer } from './mailer.ts';

/** Null where no mail server is configured. */
export function openConfiguredMailer(
  { mail }: Pick<Config, 'mail'>,
  { smtpUrl, smtpClient }: Pick<Secrets, 'smtpUrl' | 'smtpClient'>,
  { timeoutMs }: { readonly timeoutMs?: number } = {},
): Mailer | null {
  if (smtpUrl === null || !mail.enabled) return null;
  const { from, tokens } = mail;
  const signIn =
    tokens === null || smtpClient === null
      ? null
      : {
          tokenUrl: tokens.url,
          clientId: tokens.clientId,
          clientSecret: smtpClient.secret,
          refreshToken: smtpClient.refreshToken,
          scope: tokens.scope,
        };
  return openMailer({ smtpUrl, from, signIn, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
}

// Access tokens for signing in to a mail server by XOAUTH2: asked for by a refresh token, or by the client's own credentials.

export interface MailSignIn {
  /** Token endpoint of whoever runs the mail server. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Null where the client itself is let in (grant `client_credentials`). */
  readonly refreshToken: string | null;
  readonly scope: string | null;
}

/** As nodemailer wants it: whose mailbox it is, and where a token comes from. */
export interface TokenSource {
  readonly user: string;
  readonly provisionCallback: (
    user: string,
    renew: boolean,
    done: (error: Error | null, token?: string, expiresMs?: number) => void,
  ) => void;
}

/** The mailbox is the username in the address of the mail server. */
export function openTokenSource({
  smtpUrl,
  signIn,
  timeoutMs,
}: {
  readonly smtpUrl: string;
  readonly signIn: MailSignIn;
  readonly timeoutMs: number;
}): TokenSource {
  return {
    user: decodeURIComponent(new URL(smtpUrl).username),
    provisionCallback: (_user, _renew, done) => {
      askForToken(signIn, timeoutMs).then(
        ({ token, expiresMs }) => done(null, token, expiresMs),
        (error: unknown) => done(error instanceof Error ? error : new Error('no token was given')),
      );
    },
  };
}

/** A token is asked for again so long before its end. */
const marginMs = 60_000;

async function askForToken(signIn: MailSignIn, timeoutMs: number): Promise<{ token: string; expiresMs: number }> {
  const { tokenUrl, clientId, clientSecret, refreshToken, scope } = signIn;
  const body = new URLSearchParams({
    client_id: clientId,
    client_secret: clientSecret,
    ...(refreshToken === null
      ? { grant_type: 'client_credentials' }
      : { grant_type: 'refresh_token', refresh_token: refreshToken }),
    ...(scope === null ? {} : { scope }),
  });
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetch(tokenUrl, { method: 'POST', body, redirect: 'error', signal });
  const answer: unknown = await response.json().catch(() => null);
  const token = readText(answer, 'access_token');
  // The answer may repeat what was sent: only its status and code are told.
  if (!response.ok || token === null) {
    throw Object.assign(new Error(`no token was given (${response.status} ${readText(answer, 'error') ?? ''})`), {
      code: 'EOAUTH2',
    });
  }
  const seconds = readNumber(answer, 'expires_in') ?? 0;
  return { token, expiresMs: Date.now() + Math.max(0, seconds * 1000 - marginMs) };
}

function readText(answer: unknown, key: string): string | null {
  const value = readKey(answer, key);
  return typeof value === 'string' && value !== '' ? value : null;
}

function readNumber(answer: unknown, key: string): number | null {
  const value = Number(readKey(answer, key) ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}

function readKey(answer: unknown, key: string): unknown {
  return typeof answer === 'object' && answer !== null ? Reflect.get(answer, key) : undefined;
}

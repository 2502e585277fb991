// Signing in to a real mail server: encrypted, by password or by XOAUTH2, and what is said where it does not come about.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import type { MailSignIn } from '../../sidecar/src/mail/access-token.ts';
import { openMailer } from '../../sidecar/src/mail/mailer.ts';
import { startLab } from '../lab/lab.ts';
import { type BadMailServer, startBadMailServer } from '../support/bad-mail-server.ts';
import { signInAs } from '../support/call-as.ts';
import { makeCertificate } from '../support/certificate.ts';
import { cliEnvironment, runCli, runDoctor } from '../support/cli.ts';
import { endProcesses, type Process, startSidecarProcess } from '../support/process.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { startTokenServer, type TokenServer } from '../support/token-server.ts';

const from = 'user-management@example.com';
const mail = { to: 'one@example.com', reference: 'r', subject: 's', text: 't', html: '<p>t</p>', attachments: [] };
const encrypted = 'requireTLS=true&tls.rejectUnauthorized=false';

const closers: (() => Promise<unknown>)[] = [];
let folder: TemporaryFolder;
/** What the mail server was told by whoever signed in. */
let seen: unknown[];
beforeEach(async () => {
  seen = [];
  folder = await makeTemporaryFolder();
  closers.push(folder.remove);
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function startServer(options: SMTPServerOptions = {}): Promise<BadMailServer> {
  const server = await startBadMailServer(options);
  closers.push(server.close);
  return server;
}

/** Lets in who has a password, or the token; offers encryption unless told otherwise. */
function startSafeServer(options: SMTPServerOptions = {}, token = 'a-fresh-token'): Promise<BadMailServer> {
  return startServer({
    disabledCommands: [],
    authOptional: false,
    authMethods: ['XOAUTH2', 'PLAIN'],
    onAuth: ({ method, username, password, accessToken }, { secure }, done) => {
      seen.push({ method, username, secret: accessToken ?? password, secure });
      if (method !== 'XOAUTH2' || accessToken === token) done(null, { user: username });
      else done(null, { data: { status: '401', schemes: 'bearer', scope: 'mail' } });
    },
    ...options,
  });
}

async function startTokens(...tokens: readonly string[]): Promise<TokenServer> {
  const server = await startTokenServer(tokens);
  closers.push(server.close);
  return server;
}

const signInAt = ({ url: tokenUrl }: TokenServer, refreshToken: string | null = null): MailSignIn => ({
  tokenUrl,
  clientId: 'um',
  clientSecret: 'hush',
  scope: 'mail.send',
  refreshToken,
});

async function send(smtpUrl: string, signIn: MailSignIn | null = null, times = 1): Promise<void> {
  const mailer = openMailer({ smtpUrl, from, signIn, timeoutMs: 2_000 });
  try {
    for (let sent = 0; sent < times; sent += 1) await mailer.send(mail);
  } finally {
    mailer.close();
  }
}

const mailbox = ({ port }: BadMailServer) => `smtp://reports%40example.com@127.0.0.1:${port}?${encrypted}`;
const byToken = (secret: string) => ({ method: 'XOAUTH2', username: 'reports@example.com', secret, secure: true });

describe('signing in to the mail server by XOAUTH2', () => {
  it('is by a token of the client, or of a refresh token, and only once the connection is encrypted', async () => {
    const tokens = await startTokens('a-fresh-token');
    const server = await startSafeServer();
    for (const refreshToken of [null, 'refresh']) await send(mailbox(server), signInAt(tokens, refreshToken));
    expect(seen).toEqual([byToken('a-fresh-token'), byToken('a-fresh-token')]);
    expect(tokens.asked.map((form) => [form.get('grant_type'), form.get('refresh_token'), form.get('scope')])).toEqual([
      ['client_credentials', null, 'mail.send'],
      ['refresh_token', 'refresh', 'mail.send'],
    ]);
    expect(server.mails).toHaveLength(2);
  });

  it('asks for one token and keeps it, and for another where the server does not take it any more', async () => {
    const tokens = await startTokens('an-old-token', 'a-fresh-token');
    const server = await startSafeServer({ maxClients: 5 });
    await send(mailbox(server), signInAt(tokens), 3);
    expect(server.mails).toHaveLength(3);
    expect(seen).toEqual([byToken('an-old-token'), byToken('a-fresh-token')]);
    expect(tokens.asked).toHaveLength(2);
  });

  it('sends neither token nor mail where no token is given, or the server takes none, and tells no secret of it', async () => {
    const server = await startSafeServer();
    const refused = await send(mailbox(server), signInAt(await startTokens())).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'EAUTH', message: expect.stringContaining('400 invalid_client') });
    expect(String(refused)).not.toContain('hush');
    expect(seen).toEqual([]);
    const wrong = send(mailbox(server), signInAt(await startTokens('another-token')));
    await expect(wrong).rejects.toMatchObject({ code: 'EAUTH' });
    expect(server.mails).toEqual([]);
  });
});

it('signing in by name and password is encrypted, and a server that cannot be trusted or offers none is turned away', async () => {
  const server = await startSafeServer();
  const whole = await startSafeServer({ secure: true });
  const plain = await startServer();
  const address = (port: number, query: string, protocol = 'smtp') =>
    `${protocol}://ada:p%40ss@127.0.0.1:${port}?${query}`;
  await send(address(server.port, encrypted));
  await send(address(whole.port, 'tls.rejectUnauthorized=false', 'smtps'));
  expect(seen).toEqual(Array(2).fill({ method: 'PLAIN', username: 'ada', secret: 'p@ss', secure: true }));
  await expect(send(address(server.port, 'requireTLS=true'))).rejects.toThrow(/certificate/);
  await expect(send(address(whole.port, '', 'smtps'))).rejects.toThrow(/certificate/);
  await expect(send(address(plain.port, 'requireTLS=true'))).rejects.toMatchObject({ code: 'ETLS' });
  expect(plain.mails).toEqual([]);
});

describe('the doctor', () => {
  const tokenVariables = ({ url }: TokenServer) => ({
    UM_SMTP_TOKEN_URL: url,
    UM_SMTP_CLIENT_ID: 'um',
    UM_SMTP_CLIENT_SECRET: 'hush',
    UM_MAIL_FROM: from,
  });
  /** Nobody is at this Confluence: the mail server is looked at all the same. */
  const nowhere = { baseUrl: 'http://127.0.0.1:9', service: { username: 'um', token: 'none', password: '' } };
  const configure = (more: Readonly<Record<string, string>>) =>
    cliEnvironment(nowhere, { UM_DATABASE_URL: `sqlite:${folder.path}/none.db`, ...more });

  it('signs in by a token over an encrypted connection, trusts the certificate it is told to, and sends nothing', async () => {
    const { cert, key } = makeCertificate();
    const file = path.join(folder.path, 'own.pem');
    await writeFile(file, cert);
    const server = await startSafeServer({ cert, key });
    const more = tokenVariables(await startTokens('a-fresh-token'));
    const smtp = (host: string) => `smtp://reports%40example.com@${host}:${server.port}?requireTLS=true`;
    const ask = async (UM_SMTP_URL: string, trusted: Readonly<Record<string, string>>) => {
      const { stdout } = await runCli(['doctor', '--json'], { ...configure({ ...more, UM_SMTP_URL }), ...trusted });
      const { findings } = JSON.parse(stdout) as { findings: { check: string }[] };
      return findings.filter(({ check }) => check === 'mail');
    };
    for (const host of ['localhost', '127.0.0.1']) {
      expect(await ask(smtp(host), { NODE_EXTRA_CA_CERTS: file })).toMatchObject([{ level: 'ok' }]);
    }
    expect(seen).toEqual([byToken('a-fresh-token'), byToken('a-fresh-token')]);
    expect(await ask(smtp('localhost'), {})).toMatchObject([
      { level: 'fault', todo: expect.stringContaining('NODE_EXTRA_CA_CERTS') },
    ]);
    expect([seen.length, server.mails]).toEqual([2, []]);
  });

  it('says that no token is given, or that the server takes none, where to look, and no secret', async () => {
    const server = await startSafeServer();
    const answers = [
      { tokens: await startTokens(), code: 'EOAUTH2' },
      { tokens: await startTokens('another-token'), code: 'EAUTH' },
    ];
    for (const { tokens, code } of answers) {
      const env = configure({ ...tokenVariables(tokens), UM_SMTP_URL: mailbox(server) });
      const found = (await runDoctor(env)).about('mail');
      expect(found).toMatchObject([
        {
          level: 'fault',
          found: expect.stringContaining(`(${code})`),
          todo: expect.stringContaining('UM_SMTP_TOKEN_URL'),
        },
      ]);
      expect(JSON.stringify(found)).not.toMatch(/hush|another-token/);
    }
  });
});

it('a sidecar that is set up for XOAUTH2 and encryption sends its mails so', async () => {
  const started: Process[] = [];
  const lab = await startLab({ users: 60, checkAnswers: false });
  const server = await startSafeServer();
  const tokens = await startTokens('a-fresh-token');
  closers.push(lab.close, () => endProcesses(started));
  const more = {
    UM_SMTP_URL: mailbox(server),
    UM_SMTP_TOKEN_URL: tokens.url,
    UM_SMTP_CLIENT_ID: 'um',
    UM_SMTP_CLIENT_SECRET: 'hush',
    UM_SMTP_REFRESH_TOKEN: 'refresh',
    UM_MAIL_FROM: `User management <${from}>`,
  };
  const sidecar = await startSidecarProcess({ lab, databaseFile: `${folder.path}/store.db`, more }, started);
  const call = await signInAs({ lab, apiUrl: sidecar.apiUrl, username: 'admin' });
  await call('POST', '/snapshots', {});
  await waitFor('a reading', async () => ((await call('GET', '/snapshots/newest')).status === 200 ? true : null));
  expect(await call('POST', '/mails/test', {})).toMatchObject({ body: { to: 'admin@example.com', failure: null } });
  expect(seen).toEqual([byToken('a-fresh-token')]);
  expect(tokens.asked.map((form) => form.get('refresh_token'))).toEqual(['refresh']);
  expect(server.mails.map((one) => one.from?.value)).toEqual([[{ address: from, name: 'User management' }]]);
  expect([...sidecar.stdout, ...sidecar.stderr].join('\n')).not.toMatch(/hush|a-fresh-token/);
});

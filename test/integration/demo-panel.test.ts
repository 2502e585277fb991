// The panel of `npm start` over real HTTP: what each button does to the stand-in, and that nobody else presses one.
import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { signIn, waitFor } from '../../scripts/demo/api.ts';
import type { Demo } from '../../scripts/demo/demo.ts';
import { listSynchronised } from '../../scripts/demo/panel/lab-control.ts';
import { openPanel } from '../../scripts/demo/panel/open-panel.ts';
import { showDemo } from '../../scripts/demo/shown.ts';
import type { HostDocument } from '../../sidecar/src/contract/host.ts';
import { askConfluence, askControl } from '../lab/ask.ts';
import type { LabState } from '../lab/control/state.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { CROWD_DIRECTORY, LDAP_DIRECTORY } from '../lab/world/three-directories.ts';
import { parseStrictly } from '../support/strict-html.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: string;
}

interface Received {
  readonly status: number;
  readonly location: string | undefined;
  readonly policy: string;
  readonly text: string;
}

/** By hand, because `fetch` decides about hosts and origins itself. */
function send(url: string, { method = 'GET', headers = {}, form = '' }: Sent = {}): Promise<Received> {
  return new Promise((resolve, reject) => {
    const length = method === 'POST' ? { 'content-length': String(Buffer.byteLength(form)) } : {};
    const sent = request(url, { method, headers: { ...length, ...headers }, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => {
        const { location, 'content-security-policy': policy } = response.headers;
        resolve({ status: response.statusCode ?? 0, location, policy: String(policy), text });
      });
    });
    sent.on('error', reject);
    sent.end(method === 'POST' ? form : undefined);
  });
}

/** Presses as the page itself does, and gives what the page says afterwards. */
async function press(
  url: string,
  name: string,
  { language = 'en', ...fields }: Record<string, string> & { readonly language?: string } = {},
): Promise<string> {
  const { origin, pathname } = new URL(url);
  const form = new URLSearchParams(fields).toString();
  const headers = { 'accept-language': language };
  const answer = await send(`${url}${name}`, { method: 'POST', headers: { ...headers, origin }, form });
  expect(answer).toMatchObject({ status: 303, location: pathname });
  return /role="status">([^<]*)</.exec((await send(url, { headers })).text)?.[1] ?? '';
}

async function open(): Promise<{ lab: Lab; url: string }> {
  const lab = await startLab({ users: 160, directories: 'three', checkAnswers: false });
  closers.push(lab.close);
  const { controlUrl } = lab;
  const synchronised = await listSynchronised(controlUrl);
  const absent = (): never => {
    throw new Error('there is no sidecar here');
  };
  const site = { confluence: '10.2', controlUrl, synchronised, advanceSidecar: absent, restartAs: absent };
  const panel = await openPanel({ port: 0, site: () => site });
  closers.push(panel.close);
  return { lab, url: panel.url };
}

async function readUsers(lab: Lab): Promise<LabState['users']> {
  return ((await askControl(lab, 'GET', '/state')).json as LabState).users;
}

async function readUser(lab: Lab, username: string): Promise<LabState['users'][number] | undefined> {
  return (await readUsers(lab)).find((user) => user.username === username);
}

/** How many accounts of the directory are active, as Confluence has them. */
async function countActive(lab: Lab, directory: string): Promise<number> {
  const accounts = (await readUsers(lab)).flatMap((user) => user.accounts);
  return accounts.filter((account) => account.directory === directory && account.active).length;
}

describe('a press in the demo panel', () => {
  it('logs a user in, and says when', async () => {
    const { lab, url } = await open();
    const beforeMs = lab.clock.nowMs();
    expect(await press(url, 'login', { username: 'admin.idle' })).toMatch(/^admin\.idle logged in at \d{4}-.* UTC\./);
    expect(Date.parse((await readUser(lab, 'admin.idle'))?.lastLoginAt ?? '')).toBeGreaterThanOrEqual(beforeMs);
  });

  it('says why something could not be done, as text', async () => {
    const { url } = await open();
    const told = await press(url, 'login', { username: '<b>nobody</b>' });
    expect(told).toBe('That did not work: there is no user &lt;b&gt;nobody&lt;/b&gt;.');
  });

  it('synchronises a directory as at night: the feed makes active again whom it knows as employed', async () => {
    const { lab, url } = await open();
    const gone = { directory: CROWD_DIRECTORY, username: 'crowd.comes.back', change: 'disable' };
    await askControl(lab, 'POST', '/source', gone);
    const told = await press(url, 'synchronise', { directory: CROWD_DIRECTORY });
    expect(told).toMatch(/^Company Crowd was synchronised\. .* active again: 1\./);
    expect((await readUser(lab, 'crowd.comes.back'))?.status).toBe('current');
  });

  it('breaks the synchronisation of one directory so that nobody in it is active, and brings everybody back', async () => {
    const { lab, url } = await open();
    const elsewhere = await countActive(lab, CROWD_DIRECTORY);
    const before = await countActive(lab, LDAP_DIRECTORY);
    expect(before).toBeGreaterThan(3);
    const told = await press(url, 'break-source', { directory: LDAP_DIRECTORY });
    expect(told).toMatch(/^Accounts that the source of Corporate LDAP disabled: [1-9]\d*\. /);
    expect(await countActive(lab, LDAP_DIRECTORY)).toBe(0);
    expect(await countActive(lab, CROWD_DIRECTORY)).toBe(elsewhere);
    await press(url, 'restore', { directory: LDAP_DIRECTORY });
    expect(await countActive(lab, LDAP_DIRECTORY)).toBeGreaterThanOrEqual(before);
  });

  it('makes Confluence fail where groups are read, until it is mended', async () => {
    const { lab, url } = await open();
    const status = async () => (await askConfluence(lab, '/rest/api/group')).status;
    await press(url, 'break-reading');
    expect(await status()).toBe(500);
    await press(url, 'mend');
    expect(await status()).toBe(200);
  });
});

describe('the demo panel', () => {
  it('is plain HTML without any script, and allows none', async () => {
    const { url } = await open();
    const { text, policy } = await send(url);
    const names = parseStrictly(text).map(({ name }) => name);
    expect(names).toContain('form');
    expect(names).not.toContain('script');
    expect(policy).toMatch(/^default-src 'none';style-src 'sha256-[^']+';form-action 'self';/);
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it.each<{ who: string; sent: (own: URL) => Sent; status: number }>([
    { who: 'a foreign page', sent: () => ({ headers: { origin: 'https://evil.example' } }), status: 403 },
    { who: 'a page that hides its origin', sent: () => ({ headers: { origin: 'null' } }), status: 403 },
    { who: 'somebody without an origin', sent: () => ({}), status: 403 },
    {
      who: 'a name that leads to this machine',
      sent: ({ port }) => ({ headers: { host: `evil.example:${port}`, origin: `http://evil.example:${port}` } }),
      status: 403,
    },
    { who: 'another port of this machine', sent: () => ({ headers: { origin: 'http://127.0.0.1:1' } }), status: 403 },
    { who: 'a link', sent: ({ origin }) => ({ method: 'GET', headers: { origin } }), status: 404 },
  ])('lets $who press nothing', async ({ sent, status }) => {
    const { lab, url } = await open();
    const before = await readUser(lab, 'admin.idle');
    const answer = await send(`${url}login`, { method: 'POST', form: 'username=admin.idle', ...sent(new URL(url)) });
    expect(answer.status).toBe(status);
    expect(await readUser(lab, 'admin.idle')).toEqual(before);
  });

  it('speaks German to whoever reads German, on the page and of what a press did', async () => {
    const { url } = await open();
    const language = 'de-DE,de;q=0.9,en;q=0.8';
    const { text } = await send(url, { headers: { 'accept-language': language } });
    expect(text).toContain('<html lang="de">');
    const said = text.replaceAll(/<style>.*?<\/style>|<[^>]*>/gs, ' ');
    expect(said.match(/\b(?:the|and|of|is|are|to|with|this)\b/gi)).toBeNull();
    expect(await press(url, 'login', { username: 'admin.idle', language })).toMatch(/hat sich um .* UTC angemeldet\./);
    expect(await press(url, 'login', { username: 'nobody', language })).toBe(
      'Das ging nicht: Es gibt keinen Benutzer nobody.',
    );
    expect(await press(url, 'login', { username: 'nobody', language: 'fr, de' })).toContain('there is no user');
  });

  it('says in the words of whoever presses why the site refuses, and what to do where it is silent', async () => {
    const { lab, url } = await open();
    const language = 'de';
    const german = (name: string, fields: Record<string, string>) => press(url, name, { ...fields, language });
    expect(await german('login', {})).toBe('Das ging nicht: Das Formular nennt keinen Benutzer.');
    expect(await german('synchronise', { directory: 'Nowhere' })).toContain('Es gibt kein Verzeichnis Nowhere.');
    const inside = 'Confluence Internal Directory';
    expect(await german('synchronise', { directory: inside })).toContain('wird in Confluence selbst geführt');
    expect(await german('break-source', { directory: inside })).toContain('Das nachgestellte Confluence sagt');
    await lab.close();
    expect(await german('mend', {})).toContain('beenden Sie die Demo, und starten Sie sie neu.');
    expect(await press(url, 'mend')).toContain('end the demo and start it anew.');
  });

  it('is found by nobody who does not know its address, and knows no other button', async () => {
    const { url } = await open();
    const { origin } = new URL(url);
    expect((await send(`${origin}/`)).status).toBe(404);
    const guess = { method: 'POST', headers: { origin }, form: 'username=admin.idle' };
    expect((await send(`${origin}/${'0'.repeat(32)}/login`, guess)).status).toBe(404);
    expect((await send(`${url}constructor`, guess)).status).toBe(404);
    expect((await send(url, { headers: { host: 'evil.example' } })).status).toBe(403);
  });
});

it('moves both clocks on, and starts everything anew as 8.5, where no last log-in is told', async () => {
  const folder = await makeTemporaryFolder();
  const end = Promise.withResolvers<void>();
  const shown: { demo: Demo; url: string }[] = [];
  const all = showDemo({
    flags: { once: true, confluence: '10.2', users: '100', seed: '1' },
    folder: folder.path,
    mailFolder: `${folder.path}/mails`,
    say: () => undefined,
    ended: end.promise,
    onShown: (demo, url) => shown.push({ demo, url }),
  });
  closers.push(folder.remove, () => {
    end.resolve();
    return all;
  });
  const showing = (index: number) => waitFor('the demo', async () => shown[index] ?? null);
  const { demo, url } = await showing(0);
  const expectedMs = Date.now() + 30 * 86_400_000;

  expect(await press(url, 'clock', { days: '30' })).toMatch(/^Both clocks stand at /);
  const { now } = (await (await fetch(`${demo.lab.controlUrl}/clock`)).json()) as { now: string };
  const moved = await signIn(demo.apiUrl, { token: demo.lab.admin.token });
  const { checkedAt } = await moved.get<HostDocument>('/host');
  for (const instant of [now, checkedAt]) expect(Math.abs(Date.parse(instant) - expectedMs)).toBeLessThan(600_000);

  expect(await press(url, 'restart', { version: '8.5' })).toMatch(/^Everything is starting\./);
  const next = await showing(1);
  expect(next.url).toBe(url);
  expect((await send(url)).text).toContain('Confluence 8.5');
  const { identity, capabilities } = await next.demo.api.get<HostDocument>('/host');
  expect(identity?.version).toMatch(/^8\.5\./);
  expect(capabilities).toContainEqual(expect.objectContaining({ capability: 'users.activity', present: false }));
  expect(capabilities.filter(({ way }) => way === 'json-rpc')).toEqual([]);
  await expect(fetch(`${demo.lab.controlUrl}/clock`)).rejects.toThrow();
}, 240_000);

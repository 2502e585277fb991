// `npm start` as a person meets it: the addresses it prints, and a demo login that leads through Confluence's form to the console.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn, waitFor } from '../../scripts/demo/api.ts';
import { type Process, startProcess } from '../support/process.ts';

const patienceMs = 120_000;
const json = { 'content-type': 'application/json', 'x-um-request': '1' };

let demo: Process | null = null;
/** What stands behind each name that is printed, part by part. */
let printed: ReadonlyMap<string, readonly string[]> = new Map();

beforeAll(async () => {
  const child = startProcess('scripts/start.ts', ['--users', '200'], {});
  demo = child;
  await waitFor('the last line', async () => {
    if (child.hasEnded()) throw new Error(`it ended:\n${[...child.stdout, ...child.stderr].join('\n')}`);
    return child.stdout.some((line) => line.startsWith('It starts in observe mode')) || null;
  });
  printed = new Map(child.stdout.map((line) => line.split(/ {3,}/)).map(([name = '', ...parts]) => [name, parts]));
}, patienceMs);
afterAll(async () => {
  // Politely, for it has programs of its own to end.
  if (demo?.hasEnded() === false) demo.kill('SIGTERM');
  await demo?.ended;
});

const addressOf = (name: string) => printed.get(name)?.[0] ?? '';

function readLogin() {
  const [pair = '', token = ''] = printed.get('Demo login') ?? [];
  const [username = '', password = ''] = pair.split(' / ');
  return { username, password, token: token.replace(/^token /, '') };
}

describe('npm start', () => {
  it('prints an address inside Confluence, where its demo login lands on the console as an administrator', async () => {
    const address = new URL(addressOf('Inside Confluence'));
    const site = addressOf('Stand-in Confluence');
    const turned = await fetch(address, { redirect: 'manual' });
    const form = new URL(turned.headers.get('location') ?? '', address);
    expect(form.pathname).toMatch(/\/login\.action$/);

    const { username, password } = readLogin();
    const os_destination = form.searchParams.get('os_destination') ?? '';
    const body = new URLSearchParams({ os_username: username, os_password: password, os_destination });
    const entered = await fetch(`${site}/dologin.action`, { method: 'POST', body, redirect: 'manual' });
    expect(new URL(entered.headers.get('location') ?? '', site).href).toBe(address.href);
    const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const page = await (await fetch(address, { headers: { cookie } })).text();
    expect(page).toContain('<div id="um-console"');
    const script = /src="([^"]*user-management-console[^"]*\.js)"/.exec(page)?.[1] ?? '';
    expect(await (await fetch(new URL(script, address))).text()).toContain('um-console');

    const opened = await fetch(`${site}/user-management/api/v1/session`, {
      method: 'POST',
      headers: { ...json, cookie, origin: address.origin },
      body: JSON.stringify({ confluence: true }),
    });
    expect(await opened.json()).toMatchObject({ user: { username }, role: 'administrator' });
  });

  it('prints the address of the console on its own, where the printed token signs in, and that of the panel', async () => {
    const own = addressOf('On its own');
    expect(await (await fetch(own)).text()).toContain('id="um-console"');
    const api = await signIn(`${own}api/v1`, { token: readLogin().token });
    expect(await api.get('/process')).toMatchObject({ mode: 'observe' });
    expect((await fetch(addressOf('Demo panel'))).status).toBe(200);
  });

  it('stops everything when it is asked to, also where the signal comes twice, and leaves nobody listening', async () => {
    const addresses = ['Inside Confluence', 'On its own', 'Demo panel'].map(addressOf);
    demo?.kill('SIGINT');
    demo?.kill('SIGINT');
    expect(await demo?.ended).toEqual({ code: 0, signal: null });
    for (const address of addresses) await expect(fetch(address)).rejects.toThrow();
  });
});

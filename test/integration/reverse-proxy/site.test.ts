// A whole site behind a real nginx and a real Apache by the rules of INSTALL.md: Confluence's session is known below its path.
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from '../../../scripts/demo/api.ts';
import { startLab } from '../../lab/lab.ts';
import { logIn } from '../../lab/plugin-host/sample-plugin.ts';
import { endProcesses, findLine, type Process, startSidecarProcess } from '../../support/process.ts';
import { askFrom, type Got } from '../../support/reverse-proxy/ask-from.ts';
import { startProxy, whyNoProxy } from '../../support/reverse-proxy/proxies.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const portOf = (url: string) => Number(new URL(url).port);

async function openSite(kind: 'nginx' | 'apache') {
  const folder = await makeTemporaryFolder();
  const started: Process[] = [];
  closers.push(folder.remove, () => endProcesses(started));
  const lab = await startLab({ users: 60, contextPath: '/confluence' });
  closers.push(lab.close);
  const more = { UM_BASE_PATH: '/confluence/user-management', UM_TRUSTED_PROXIES: '127.0.0.1' };
  const databaseFile = path.join(folder.path, 'store.db');
  const sidecar = await startSidecarProcess({ lab, databaseFile, more }, started);
  const proxy = await startProxy(kind, {
    contextPath: '/confluence',
    sidecarPort: portOf(sidecar.apiUrl),
    confluencePort: portOf(lab.baseUrl),
  });
  closers.push(proxy.stop);
  const cookie = await logIn(lab);
  const signIn = (headers: Readonly<Record<string, string>>): Promise<Got> =>
    askFrom({
      url: `${proxy.origin}/confluence/user-management/api/v1/session`,
      method: 'POST',
      body: JSON.stringify({ confluence: true }),
      from: '127.0.0.2',
      headers: { cookie, 'x-um-request': '1', 'content-type': 'application/json', ...headers },
    });
  return { lab, sidecar, proxy, signIn };
}

describe.each(['nginx', 'apache'] as const)('a site behind %s', (kind) => {
  const reason = whyNoProxy(kind);
  if (reason !== null) {
    it('is put up', (context) => context.skip(reason));
    return;
  }

  it('knows its reader by the session at Confluence and by their own address, and turns pages of others away', async () => {
    const { lab, sidecar, proxy, signIn } = await openSite(kind);
    const { origin } = proxy;
    const opened = await signIn({ origin, 'x-forwarded-for': '10.0.0.1' });
    expect(opened.status).toBe(201);
    expect(JSON.parse(await opened.text())).toMatchObject({ user: { username: lab.admin.username } });
    const line = await waitFor('the line of the sign-in', async () => findLine(sidecar, 'signed in'));
    expect(line).toMatchObject({ address: '127.0.0.2' });

    const elsewhere = await signIn({ origin: 'https://evil.example.com', 'x-forwarded-host': 'evil.example.com' });
    expect(elsewhere.status).toBe(403);

    // By this policy it is the page of the console, built or not.
    const page = await askFrom({ url: `${origin}/confluence/user-management/` });
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    const login = await askFrom({ url: `${origin}/confluence/login.action` });
    expect(await login.text()).toContain('os_username');
  });
});

// The doctor as a process beside a lab: what it finds in every kind of trouble, what it says to do, how it ends, what it asked.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../lab/lab.ts';
import { issueToken } from '../lab/world/tokens.ts';
import { findUser } from '../lab/world/views.ts';
import { cliEnvironment, runCli, runCliHere, runDoctor } from '../support/cli.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

let lab: Lab;
let folder: TemporaryFolder;
beforeAll(async () => {
  lab = await startLab({ users: 120, checkAnswers: false });
  folder = await makeTemporaryFolder();
});
afterAll(async () => {
  await lab?.close();
  await folder?.remove();
});
afterEach(() => {
  lab.wire.faults.clear();
  lab.wire.log.clear();
});

const environment = (more: Readonly<Record<string, string>> = {}, at: Pick<Lab, 'baseUrl' | 'service'> = lab) =>
  cliEnvironment(at, { UM_DATABASE_URL: `sqlite:${folder.path}/none.db`, ...more });

const examine = (more: Readonly<Record<string, string>> = {}, at?: Pick<Lab, 'baseUrl' | 'service'>) =>
  runDoctor(environment(more, at));

/** Makes a token of somebody's; the raw text is the token. */
function makeToken(username: string, raw: string, expirationDays: number | null): string {
  const user = findUser(lab.world, username);
  if (user === undefined) throw new Error(`the lab has no user ${username}`);
  issueToken(lab.world, user, { name: raw, expirationDays, raw });
  return raw;
}

describe('a healthy site', () => {
  it('is called so line by line, with 0, and is asked nothing but reads', async () => {
    const { code, stdout, stderr } = await runCli(['doctor'], environment());
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^ {2}ok {7}Confluence {5}Confluence 10\.2\.14 \(build 10214\) answers/m);
    expect(stdout).toMatch(/^ {2}ok {7}Sign-in {8}Signed in as um-service\.$/m);
    expect(stdout.split('\n').at(-1)).toMatch(/^No fault, 1 warning, \d+ ok\.$/);
    expect(new Set(lab.wire.log.list().map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  it('tells for everything by which request it is known, where that is asked for', async () => {
    const { stdout } = await runCliHere(['doctor', '--evidence'], environment());
    expect(stdout).toContain('GET /rest/api/user/list?limit=1 → 200');
  });

  it('leaves no database behind', async () => {
    await examine();
    const { about } = await examine();
    expect(about('store')[0]?.found).toMatch(/^There is no database at .* yet; the sidecar makes it/);
  });
});

describe.each(['9.2', '7.19', '7.4'])('a site of %s', (confluence) => {
  it('gets for each absent ability the way to it', async () => {
    const older = await startLab({ users: 120, confluence, checkAnswers: false });
    try {
      const { code, about } = await examine({}, older);
      expect(code).toBe(0);
      const absent = about('abilities').filter(({ level }) => level === 'warning');
      expect(absent.map(({ found }) => found)).toContain('Cannot tell when licensed users last signed in.');
      for (const { todo, evidence } of absent)
        expect([todo, evidence]).toEqual([expect.any(String), expect.any(String)]);
    } finally {
      await older.close();
    }
  });
});

describe('trouble on the way', () => {
  it.each([
    ['nobody listens', () => 'http://127.0.0.1:9', /^Confluence cannot be reached\.$/],
    ['another server answers', () => lab.controlUrl, /^There is no Confluence at this address\.$/],
    ['the context path is wrong', () => `${lab.baseUrl}x`, /^(?:There is no Confluence|A web page answers)/],
  ])('when %s: one fault, with 69, and nothing else is asked', async (_what, address, found) => {
    const { code, about, report } = await examine({ UM_CONFLUENCE_URL: address() });
    expect(code).toBe(69);
    expect(about('address')).toMatchObject([{ level: 'fault', found: expect.stringMatching(found) }]);
    expect(about('address')[0]?.todo).toContain('UM_CONFLUENCE_URL');
    expect(report.notChecked.map(({ check }) => check)).toContain('sign-in');
    expect(new Set(report.notChecked.map(({ because }) => because))).toEqual(new Set(['address']));
  });

  it('names a page that answers in place of data', async () => {
    lab.wire.faults.add({ kind: 'html' });
    const { code, about } = await examine();
    expect(code).toBe(69);
    expect(about('address')[0]).toMatchObject({ level: 'fault', found: expect.stringMatching(/^A web page answers/) });
    expect(about('address')[0]?.todo).toContain('proxy');
  });

  it('names the address a redirect goes to', async () => {
    lab.wire.faults.add({ kind: 'status', status: 302, headers: { location: 'https://wiki.example.com/x?token=1' } });
    expect((await examine()).about('address')[0]?.found).toContain('redirects to https://wiki.example.com/x.');
  });
});

describe('trouble with the sign-in', () => {
  it('takes a wrong token once, ends with 77, and shows the token nowhere', async () => {
    const { code, stdout } = await runCli(['doctor'], environment({ UM_CONFLUENCE_TOKEN: 'a-wrong-token' }));
    expect(code).toBe(77);
    expect(stdout).toMatch(/^ {2}fault {4}Sign-in/m);
    expect(stdout).toContain('Not checked, because of the fault at "Sign-in": ');
    expect(stdout).not.toContain('a-wrong-token');
    expect(lab.wire.log.list().filter(({ status }) => status === 401)).toHaveLength(1);
  });

  it('asks a wrong password once: the account is not locked by the doctor', async () => {
    const wrong = { UM_CONFLUENCE_TOKEN: '', UM_CONFLUENCE_USERNAME: 'admin', UM_CONFLUENCE_PASSWORD: 'wrong' };
    expect((await examine(wrong)).code).toBe(77);
    expect(lab.wire.log.list().filter(({ status }) => status === 401)).toHaveLength(1);
  });

  it('says that a person must sign in after too many failures', async () => {
    const basic = `Basic ${Buffer.from('admin:wrong').toString('base64')}`;
    for (let failure = 0; failure < 6; failure += 1) {
      await fetch(`${lab.baseUrl}/rest/api/user/current`, { headers: { authorization: basic } });
    }
    const right = { UM_CONFLUENCE_USERNAME: 'admin', UM_CONFLUENCE_PASSWORD: lab.admin.password };
    const { code, about } = await examine({ UM_CONFLUENCE_TOKEN: '', ...right });
    lab.world.failedLogins.clear();
    expect(code).toBe(77);
    expect(about('sign-in')[0]?.todo).toMatch(/Sign in once as the service account in a browser/);
  });

  it('says that an account without the right is no administrator', async () => {
    const { code, about } = await examine({ UM_CONFLUENCE_TOKEN: makeToken('plus idle', 'an-ordinary-token', null) });
    expect(code).toBe(77);
    expect(about('sign-in')[0]?.level).toBe('ok');
    expect(about('administrator')[0]).toMatchObject({
      level: 'fault',
      todo: expect.stringContaining('Ask for the right'),
    });
  });

  it.each([
    [365, 'ok'],
    [20, 'warning'],
    [5, 'fault'],
  ])('judges a token that expires in %i days as %s', async (days, level) => {
    const token = makeToken('um-service', `token-of-${days}-days`, days);
    const { about } = await examine({ UM_CONFLUENCE_TOKEN: token });
    expect(about('token')[0]).toMatchObject({
      level,
      found: expect.stringContaining(`"${token}" expires in ${days - 1} days`),
    });
  });
});

describe('trouble at the site', () => {
  it('says that Confluence is read-only', async () => {
    const closed = await startLab({ users: 120, readOnly: true, checkAnswers: false });
    const { code, about } = await examine({}, closed).finally(closed.close);
    expect(code).toBe(0);
    expect(about('access-mode')[0]).toMatchObject({ level: 'warning', found: 'Confluence is in read-only mode.' });
  });

  it.each([
    [60, 'warning', /1 minutes|60 seconds|59 seconds|61 seconds/],
    [-3_600, 'fault', /60 minutes behind/],
  ])('sees a clock that is %i seconds off, as a %s', async (seconds, level, found) => {
    const body = await (
      await fetch(`${lab.baseUrl}/rest/applinks/1.0/manifest`, { headers: { accept: 'application/json' } })
    ).text();
    const date = new Date(Date.now() + seconds * 1_000).toUTCString();
    const headers = { date, 'content-type': 'application/json' };
    lab.wire.faults.add({ kind: 'status', status: 200, body, headers, match: { path: '**/manifest' } });
    expect((await examine()).about('clock')[0]).toMatchObject({ level, found: expect.stringMatching(found) });
  });

  it('tells the rate limit, and asks for an exemption where it is tight', async () => {
    const tight = await startLab({ users: 120, rateLimit: { fillRate: 2, capacity: 60 }, checkAnswers: false });
    const { about } = await examine({}, tight).finally(tight.close);
    expect(about('limits')[0]).toMatchObject({
      level: 'warning',
      found: 'Confluence lets us make 60 requests at once, then 2 a second.',
      todo: expect.stringContaining('Exempt'),
    });
  });

  it('says which configured groups do not exist', async () => {
    const { code, about } = await examine({ UM_ADMIN_GROUPS: 'nobody-here', UM_LICENCE_GROUPS: 'all-staff,al-staff' });
    expect(code).toBe(1);
    expect(about('groups')).toMatchObject([
      { level: 'fault', found: expect.stringContaining('UM_ADMIN_GROUPS names "nobody-here"') },
      { level: 'warning', found: expect.stringContaining('UM_LICENCE_GROUPS names "al-staff"') },
    ]);
  });
});

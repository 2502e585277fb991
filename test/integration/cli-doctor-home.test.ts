// The doctor on this side: configuration, our own database, policies, mail, and the other places where users are known.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catchMails } from '../../scripts/demo/mail-catcher.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { startBadMailServer } from '../support/bad-mail-server.ts';
import { cliEnvironment, runCli, runDoctor } from '../support/cli.ts';
import { startSidecar } from '../support/sidecar.ts';
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

const examine = (more: Readonly<Record<string, string>> = {}, at: Pick<Lab, 'baseUrl' | 'service'> = lab) =>
  runDoctor(cliEnvironment(at, { UM_DATABASE_URL: `sqlite:${folder.path}/none.db`, ...more }));

describe('trouble at home', () => {
  it('tells all faults of the configuration at once, no secret among them, with 78', async () => {
    const { code, stdout } = await runCli(['doctor'], {
      UM_CONFLUENCE_URL: 'not an address',
      UM_CONFLUENCE_TOKEN: 'my token with spaces',
      UM_SECRET: 'too-short',
      UM_SMPT_URL: 'smtp://127.0.0.1',
    });
    expect(code).toBe(78);
    expect(stdout.match(/^ {2}fault /gm)).toHaveLength(4);
    expect(stdout).toContain('UM_SMPT_URL is not a variable of this product.');
    expect(stdout).not.toMatch(/my token|too-short/);
  });

  it('finds folders that cannot be written, and makes none to find out', async () => {
    const file = path.join(folder.path, 'no-folder');
    await writeFile(file, 'text');
    const { code, about } = await examine({
      UM_AUDIT_DIR: `${file}/audit`,
      UM_REPORTS_DIR: `${folder.path}/new/reports`,
    });
    expect(code).toBe(1);
    expect(about('folders')).toMatchObject([
      {
        level: 'fault',
        found: `The folder for checkpoints of the audit trail, ${file}/audit, cannot be written.`,
        todo: expect.stringContaining('UM_AUDIT_DIR'),
      },
      { level: 'ok', found: `The folder for copies of reports, ${folder.path}/new/reports, can be written.` },
    ]);
    await expect(readdir(`${folder.path}/new`)).rejects.toThrow('ENOENT');
  });

  it('knows a Confluence that is not the one that was set up', async () => {
    const file = path.join(folder.path, 'bound.db');
    const store = await openStore({ kind: 'sqlite', file });
    const identity = { hostId: 'another', statedUrl: lab.baseUrl, configuredUrl: lab.baseUrl };
    await store.settings.bindHostOnce({ ...identity, boundAt: '2026-03-01T00:00:00.000Z', confirmedBy: null });
    await store.settings.set(
      'emergencyStop',
      { by: 'mara', at: '2026-03-02T00:00:00.000Z' },
      { by: 'mara', at: '2026-03-02T00:00:00.000Z' },
    );
    await store.close();
    const { code, about } = await examine({ UM_DATABASE_URL: `sqlite:${file}` });
    expect(code).toBe(1);
    expect(about('binding')[0]).toMatchObject({
      level: 'fault',
      found: 'This is not the Confluence that was set up on 2026-03-01.',
    });
    expect(about('store').map(({ level }) => level)).toEqual(['ok', 'ok', 'warning']);
  });

  it('says of each source of logins how many recent editors it missed at the last reading', async () => {
    const file = path.join(folder.path, 'coverage.db');
    const sidecar = await startSidecar({ lab, databaseFile: file });
    const { sources } = await sidecar.context.takeSnapshot();
    await sidecar.close();
    const { seen = 0, missed = 0 } = sources.find(({ source }) => source === 'users.activity')?.evidence?.editors ?? {};
    expect(seen).toBeGreaterThan(10);
    const { about } = await examine({ UM_DATABASE_URL: `sqlite:${file}` });
    expect(about('evidence').map(({ found }) => found)).toContain(
      `Of ${seen} recent editors whom this product may see, users.activity missed ${missed} (${Math.round((missed / seen) * 100)} %).`,
    );
  });

  it('says whether a webhook was ever received, and whether Confluence is refused now', async () => {
    const file = path.join(folder.path, 'webhooks.db');
    const env = { UM_DATABASE_URL: `sqlite:${file}`, UM_WEBHOOK_SECRET: 'a webhook secret of thirty-two characters' };
    expect((await examine()).about('webhook')).toMatchObject([
      { level: 'ok', found: expect.stringMatching('not taken') },
    ]);
    const store = await openStore({ kind: 'sqlite', file });
    const note = (verdict: 'accepted' | 'refused', at: string) =>
      store.webhooks.note({ verdict, at, event: verdict === 'accepted' ? 'user_created' : null, count: 2 });
    expect((await examine(env)).about('webhook')).toMatchObject([
      { level: 'warning', found: 'No webhook was ever received.', todo: expect.stringMatching('/webhooks/confluence') },
    ]);
    await note('accepted', '2026-03-01T00:00:00.000Z');
    await note('refused', '2026-03-02T00:00:00.000Z');
    expect((await examine(env)).about('webhook')).toMatchObject([
      { level: 'ok', found: 'The last webhook was received at 2026-03-01T00:00:00.000Z (user_created), 2 in all.' },
      {
        level: 'warning',
        found: expect.stringMatching('wrong signature'),
        todo: expect.stringMatching('UM_WEBHOOK_SECRET'),
      },
    ]);
    await note('accepted', '2026-03-03T00:00:00.000Z');
    await store.close();
    expect((await examine(env)).about('webhook').map(({ level }) => level)).toEqual(['ok', 'ok']);
  });

  it('says of a file that is no database that it cannot be read', async () => {
    const file = path.join(folder.path, 'letter.db');
    await writeFile(file, 'Dear administrator, this is no database, however long the letter may get.'.repeat(40));
    const { about } = await examine({ UM_DATABASE_URL: `sqlite:${file}` });
    expect(about('store')[0]).toMatchObject({ level: 'fault', found: expect.stringContaining('SQLITE_NOTADB') });
  });

  it('finds faults in policies, groups that do not exist among them', async () => {
    const policies = path.join(folder.path, 'policies');
    await mkdir(policies);
    const text = 'policy: idle\nname: Idle\ncriteria: { inGroup: al-staff }\nactions: [disable]\n';
    await writeFile(path.join(policies, 'idle.yaml'), text);
    const { code, about } = await examine({ UM_POLICIES_DIR: policies });
    expect(code).toBe(1);
    expect(about('policies')[0]?.found).toContain('idle.yaml:3:22 criteria.inGroup: there is no group "al-staff"');
  });

  it.each([
    ['UM_POLICIES_DIR', 'policies'],
    ['UM_EVIDENCE_DIR', 'evidence'],
  ])('says that the folder of %s is not there', async (variable, check) => {
    const { code, about } = await examine({ [variable]: '/there/is/no/such/folder' });
    expect(code).toBe(1);
    expect(about(check)).toMatchObject([{ level: 'fault', todo: expect.stringContaining(variable) }]);
  });

  it('speaks to the mail server as for a mail, sends nothing, and leaves it alone where that is wished', async () => {
    const mail = { UM_SMTP_URL: 'smtp://127.0.0.1:9', UM_MAIL_FROM: 'um@example.org' };
    const env = cliEnvironment(lab, { UM_DATABASE_URL: `sqlite:${folder.path}/none.db`, ...mail });
    expect((await runDoctor(env)).about('mail')).toMatchObject([{ level: 'fault' }]);
    expect((await runDoctor(env, ['--no-mail'])).about('mail')).toMatchObject([
      { level: 'ok', found: expect.stringContaining('was not asked') },
    ]);
    const server = await catchMails(path.join(folder.path, 'mails'));
    const well = await runDoctor({ ...env, UM_SMTP_URL: server.url }).finally(server.close);
    expect(well.about('mail')).toMatchObject([{ level: 'ok', found: expect.stringContaining('nothing was sent') }]);
    expect(server.mails).toEqual([]);
  });

  it('says of a mail server which refuses the password, and of one without encryption, what to look at', async () => {
    const server = await startBadMailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ password }, _session, done) =>
        password === 'right' ? done(null, { user: 'um' }) : done(new Error('No such password.')),
    });
    const ask = async (address: string) => {
      const env = { UM_SMTP_URL: address, UM_MAIL_FROM: 'um@example.org' };
      return (await runDoctor(cliEnvironment(lab, { UM_DATABASE_URL: `sqlite:${folder.path}/none.db`, ...env }))).about(
        'mail',
      );
    };
    try {
      const place = `127.0.0.1:${server.port}`;
      expect(await ask(`smtp://um:right@${place}`)).toMatchObject([{ level: 'ok' }]);
      expect(await ask(`smtp://um:wrong@${place}`)).toMatchObject([
        { level: 'fault', found: expect.stringContaining('EAUTH'), todo: expect.stringContaining('sign in') },
      ]);
      expect(await ask(`smtp://um:right@${place}?requireTLS=true`)).toMatchObject([
        { level: 'fault', todo: expect.stringContaining('encryption') },
      ]);
      expect(server.mails).toEqual([]);
    } finally {
      await server.close();
    }
  });
});

describe('other places where users are known', () => {
  it('looks at each directory through its Crowd application, and says which one is wrong', async () => {
    const several = await startLab({ users: 120, directories: 'three', checkAnswers: false });
    const [first, second] = several.applications;
    if (first === undefined || second === undefined) throw new Error('the lab has no applications');
    const entry = (application: typeof first, more: object) => ({
      name: application.directory,
      url: several.crowdUrl,
      application: application.name,
      password: application.password,
      ...more,
    });
    const file = path.join(folder.path, 'directories.json');
    const directories = [entry(first, { writable: true }), entry(second, { password: 'wrong-password' })];
    await writeFile(file, JSON.stringify({ directories }));
    const { code, about, report } = await examine({ UM_DIRECTORIES_FILE: file }, several).finally(several.close);
    expect(code).toBe(1);
    expect(about('directories')[0]?.found).toContain('3 directories, in this order: "Confluence Internal Directory"');
    expect(about('crowd')).toMatchObject([
      { level: 'warning', todo: expect.stringMatching(/^Set directoryId: "\d+" for it in UM_DIRECTORIES_FILE/) },
      { level: 'fault', found: expect.stringContaining(`"${second.directory}": Crowd refused the application.`) },
    ]);
    expect(JSON.stringify(report)).not.toContain('wrong-password');
  });

  it('says whether browsers send the page beacon a session, which they do below the context path alone', async () => {
    const beyond = await examine({ UM_BEACON: 'on' });
    expect(beyond.about('evidence')).toMatchObject([
      { level: 'warning', todo: expect.stringContaining('/confluence/user-management') },
    ]);
    const below = await examine({ UM_BEACON: 'on', UM_BASE_PATH: '/confluence/user-management' });
    expect(below.about('evidence')).toMatchObject([{ level: 'ok' }]);
  });

  it("says that Confluence's database is out of reach, without its password", async () => {
    const address = 'postgres://reader:the-password@127.0.0.1:9/confluence';
    const { code, about, report } = await examine({ UM_CONFLUENCE_DATABASE_URL: address });
    expect(code).toBe(1);
    expect(about('confluence-database')[0]).toMatchObject({
      level: 'fault',
      todo: expect.stringContaining('UM_CONFLUENCE_DATABASE_URL'),
    });
    expect(JSON.stringify(report)).not.toContain('the-password');
  });
});

// The program `user-management` as people meet it: help, versions, mistyped names, exit codes, and the check of policies.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../sidecar/src/cli/commands.ts';
import { exitCodes } from '../../sidecar/src/cli/frame/exit-codes.ts';
import { runCli, runCliHere } from '../support/cli.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

describe('help', () => {
  it('names every command with what it does, on stdout and with 0', async () => {
    const { code, stdout, stderr } = await runCli(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.split('\n').map((line) => line.trim().split(/ {2,}/));
    for (const { name, about } of commands) expect(lines).toContainEqual([name, about]);
  });

  it.each(commands.map(({ name }) => name))('of %s names every flag of it, and fits a terminal', async (name) => {
    const { code, stdout } = await runCliHere([...name.split(' '), '--help']);
    expect(code).toBe(0);
    const command = commands.find((one) => one.name === name);
    for (const flag of ['json', 'help', ...(command?.flags ?? []).map((one) => one.name)]) {
      expect(stdout).toMatch(new RegExp(`^  --${flag}\\b`, 'm'));
    }
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(118);
  });

  it('comes as JSON too', async () => {
    const { stdout } = await runCliHere(['--help', '--json']);
    const { commands: listed } = JSON.parse(stdout) as { commands: { name: string }[] };
    expect(listed.map(({ name }) => name)).toEqual(commands.map(({ name }) => name));
  });

  it('is what somebody without a command gets, with 2', async () => {
    const { code, stdout, stderr } = await runCli([]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('doctor');
  });
});

it('tells the version of the package', async () => {
  const { version } = JSON.parse(await readFile('sidecar/package.json', 'utf8')) as { version: string };
  expect((await runCliHere(['--version'])).stdout).toBe(version);
  expect(JSON.parse((await runCliHere(['doctor', '--version', '--json'])).stdout)).toEqual({ version });
});

describe('a command line that is not understood', () => {
  it.each([
    [['docter'], 'There is no command "docter"; the nearest is "doctor".'],
    [['policy'], 'There is no command "policy"; the nearest is "policy lint".'],
    [['policy', 'lnt', 'a.yaml'], 'There is no command "policy lnt"; the nearest is "policy lint".'],
    [['doctor', '--no-mial'], '"doctor" has no flag --no-mial; the nearest is --no-mail.'],
    [['--jsno'], 'user-management has no flag --jsno; the nearest is --json.'],
    [['doctor', '--no-mail=yes'], '--no-mail takes no value; "yes" stands after it.'],
    [['doctor', 'everything'], '"doctor" takes a file only with --record.'],
    [['policy', 'lint'], '"policy lint" needs at least one file or folder.'],
  ])('%j is refused in one sentence with 2, and nothing is done', async (args, sentence) => {
    expect(await runCliHere(args)).toEqual({ code: 2, stdout: '', stderr: sentence });
  });

  it('is told as JSON where JSON was asked for', async () => {
    const { code, stdout } = await runCliHere(['docter', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({ error: { exitCode: 2, sentence: expect.stringContaining('"doctor"') } });
  });
});

it('CLI.md tells every command, flag and exit code', async () => {
  const text = await readFile('sidecar/CLI.md', 'utf8');
  for (const { name, flags } of commands) {
    expect(text).toContain(`user-management ${name}`);
    for (const flag of flags) expect(text).toContain(`--${flag.name}`);
  }
  for (const code of Object.values(exitCodes)) expect(text).toMatch(new RegExp(`^\\| ${code} \\|`, 'm'));
});

describe('sql', () => {
  it.each(['postgres', 'mysql', 'mssql', 'oracle'])(
    'prints for %s nothing but statements that read',
    async (engine) => {
      const { code, stdout } = await runCliHere(['sql', '--engine', engine]);
      expect(code).toBe(0);
      const statements = stdout
        .split(/;$/m)
        .map((text) => text.replaceAll(/^--.*$/gm, '').trim())
        .filter((text) => text !== '');
      expect(statements.length).toBeGreaterThan(8);
      for (const statement of statements) {
        expect(statement).toMatch(/^(?:select|with)\b/);
        expect(statement).not.toMatch(/\b(?:insert|update|delete|create|alter|drop|grant)\b(?!\w)/i);
      }
    },
  );

  it('prints one statement with what it tells, and takes the engine from the configured database', async () => {
    const env = { UM_CONFLUENCE_DATABASE_URL: 'mysql://reader:secret@db.example.com/confluence' };
    const { stdout } = await runCliHere(['sql', 'logins', '--json'], env);
    const { engine, statements } = JSON.parse(stdout) as { engine: string; statements: { name: string }[] };
    expect([engine, statements.map(({ name }) => name)]).toEqual(['mysql', ['logins']]);
  });

  it('prints the making of a login only by its name', async () => {
    expect((await runCliHere(['sql'])).stdout).not.toContain('grant select');
    expect((await runCliHere(['sql', 'reader-login'])).stdout).toContain('grant select (');
  });

  it.each([
    [['sql', '--engine', 'orcale'], 'There is no engine "orcale"; the nearest is "oracle".'],
    [['sql', 'login'], 'There is no statement "login"; the nearest is "logins".'],
  ])('%j is refused in one sentence', async (args, sentence) => {
    expect(await runCliHere(args)).toEqual({ code: 2, stdout: '', stderr: sentence });
  });
});

describe('policy lint', () => {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await makeTemporaryFolder();
  });
  afterEach(() => folder.remove());

  const save = async (name: string, text: string) => {
    const file = path.join(folder.path, name);
    await writeFile(file, text);
    return file;
  };
  const sound = (policy: string) =>
    `policy: ${policy}\nname: Idle\ncriteria: { inactiveDays: 90 }\nactions: [disable]\n`;

  it('says of a sound folder how many policies there are', async () => {
    await save('a.yaml', sound('idle'));
    await save('b.yml', sound('idle-too'));
    expect(await runCli(['policy', 'lint', folder.path])).toEqual({
      code: 0,
      stdout: '2 policies are sound.',
      stderr: '',
    });
  });

  it('names file, line, column and path of each fault, and ends with 1', async () => {
    const file = await save('a.yaml', sound('idle').replace('disable', 'disabel'));
    const { code, stdout } = await runCli(['policy', 'lint', file]);
    expect(code).toBe(1);
    expect(stdout).toMatch(new RegExp(`^${file}:4:11 actions\\[0\\]: .*disable`));
    expect(stdout.split('\n').at(-1)).toBe('0 policies are sound, 1 fault in 1 file.');
  });

  it('finds one policy in two files, and files that are not there', async () => {
    const first = await save('a.yaml', sound('idle'));
    const second = await save('b.yaml', sound('idle'));
    const { code, stdout } = await runCli(['policy', 'lint', first, second, `${folder.path}/c.yaml`, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      policies: [{ file: first, policy: 'idle', name: 'Idle' }],
      faults: [
        { file: second, line: 1, column: 9, path: 'policy' },
        { file: `${folder.path}/c.yaml`, message: 'is not there' },
      ],
    });
  });
});

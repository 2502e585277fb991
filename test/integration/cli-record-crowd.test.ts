// The recording of Crowd applications: by GET alone, everything the product reads is in it, and nothing of anybody gets out.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../../sidecar/src/cli/record/archive.ts';
import { compareRecords } from '../../sidecar/src/cli/record/compare.ts';
import { crowdReads } from '../../sidecar/src/cli/record/crowd-reads.ts';
import { readCrowdReference } from '../../sidecar/src/cli/record/reference.ts';
import { gather, openCrowdLab } from '../contracts/crowd-lab.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { cliEnvironment, runCli, runCliHere } from '../support/cli.ts';
import { recordLabCrowd } from '../support/record-lab.ts';
import { namesOf, withoutOurWords } from '../support/recording-secrets.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await makeTemporaryFolder();
});
afterAll(() => folder.remove());

/** The directories file for all applications of a lab that see one directory each. */
async function writeDirectories(lab: Lab, change: (password: string) => string = (password) => password) {
  const directories = lab.applications.map(({ directory: name, name: application, password }) => ({
    name,
    url: lab.crowdUrl,
    application,
    password: change(password),
  }));
  const file = path.join(folder.path, `directories-${new URL(lab.crowdUrl).port}.json`);
  await writeFile(file, JSON.stringify({ directories }), { mode: 0o600 });
  return { UM_DIRECTORIES_FILE: file };
}

const crowdLogOf = (lab: Lab) => lab.wire.log.list().filter(({ service }) => service === 'crowd');

describe('recording three directories', () => {
  let lab: Lab;
  let archive: Archive;
  let stdout: string;
  beforeAll(async () => {
    lab = await startLab({ users: 300, seed: 7, directories: 'three', checkAnswers: false });
    const file = path.join(folder.path, 'three.json');
    const env = cliEnvironment(lab, await writeDirectories(lab));
    lab.wire.log.clear();
    const end = await runCli(['doctor', '--record', file], env);
    expect([end.code, end.stderr]).toEqual([0, '']);
    stdout = end.stdout;
    archive = JSON.parse(await readFile(file, 'utf8')) as Archive;
  });
  afterAll(() => lab.close());

  it('asks Confluence and Crowd by GET alone, each application by its own name', () => {
    const asked = crowdLogOf(lab);
    expect(asked.length).toBeGreaterThan(3 * 30);
    expect(lab.wire.log.list().filter(({ method }) => method !== 'GET')).toEqual([]);
    const applications = new Set(asked.map(({ user }) => user).filter((user) => user !== null));
    expect([...applications].sort()).toEqual(lab.applications.map(({ name }) => name).sort());
  });

  it('has an answer or a reason for every question to every directory, and finds nothing that the stand-in does not do', () => {
    expect(archive.directories.map(({ directory, version }) => [directory, version])).toEqual([
      [1, 'Crowd/5.1.0'],
      [2, 'Crowd/5.1.0'],
      [3, 'Crowd/5.1.0'],
    ]);
    for (const { answers, differences } of archive.directories) {
      expect(answers.map(({ name }) => name).sort()).toEqual(crowdReads.map(({ name }) => name).sort());
      expect(answers.filter((answer) => !('status' in answer))).toEqual([]);
      expect(differences).toEqual([]);
    }
    expect(stdout).toContain(
      `Recorded directory 3, Crowd/5.1.0: ${crowdReads.length} of ${crowdReads.length} questions`,
    );
    expect(stdout).toContain('Directory 3 answers as our stand-in for Crowd 5.1 does.');
  });

  it('holds no name, no address and no secret of these directories', () => {
    const told = withoutOurWords(archive);
    const names = namesOf(lab);
    expect(names.length).toBeGreaterThan(900);
    expect(names.filter((name) => told.includes(name))).toEqual([]);
  });

  it('tells shapes of both forms, and which elements are not everywhere', () => {
    const [first] = archive.directories;
    const bodyOf = (name: string) => {
      const answer = first?.answers.find((one) => one.name === name);
      return answer !== undefined && 'body' in answer ? answer.body : null;
    };
    expect(bodyOf('accounts')).toMatchObject({
      kind: 'json',
      shape: { '$.users[].active': 'boolean', '$.users[].created-date': 'number:epoch-ms' },
    });
    expect(bodyOf('account nobody has')).toMatchObject({ shape: { '$.reason': 'text:=USER_NOT_FOUND' } });
    expect(bodyOf('table of memberships')).toMatchObject({
      kind: 'xml',
      elements: expect.arrayContaining(['memberships/membership@group', 'memberships/membership/groups/group?']),
    });
  });
});

it('asks everything that the product itself reads of a directory', async () => {
  const templates = crowdReads.map(({ path: template }) => {
    return new RegExp(`^/crowd${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
  });
  const { connection, lab, close } = await openCrowdLab({ users: 150 });
  const { reads } = connection;
  await reads.identify();
  await reads.abilities();
  await gather(reads.listAccounts());
  await reads.readAccount('no.email');
  await gather(reads.listGroups());
  await reads.readGroup('keep');
  await gather(reads.listMemberships());
  for (const depth of ['direct', 'nested'] as const) {
    await gather(reads.listMembers('keep', depth));
    await gather(reads.listChildGroups('keep', depth));
    await reads.readGroupsOf('no.email', depth);
  }
  const { token } = await reads.changesSince(null);
  await reads.changesSince(token);
  const paths = [...new Set(crowdLogOf(lab).map((one) => one.path))];
  await close();
  expect(paths.length).toBeGreaterThan(10);
  expect(paths.filter((one) => !templates.some((template) => template.test(one)))).toEqual([]);
});

describe('the shipped recording of Crowd', () => {
  it.each(['user-management', 'user-management-crowd', 'user-management-connector'])(
    'says what the lab answers to %s; if not: node scripts/record-reference.ts',
    async (application) => {
      const shipped = readCrowdReference();
      expect(compareRecords(await recordLabCrowd({ seed: 3, users: 200 }, application), shipped)).toEqual([]);
      expect(shipped.answers.map(({ name }) => name).sort()).toEqual(crowdReads.map(({ name }) => name).sort());
    },
  );
});

describe('a Crowd', () => {
  it('that turns the application away is asked once, and Confluence is recorded all the same', async () => {
    const lab = await startLab({ users: 120, checkAnswers: false });
    const file = path.join(folder.path, 'refused.json');
    const env = cliEnvironment(lab, await writeDirectories(lab, () => 'wrong'));
    const { code, stdout } = await runCliHere(['doctor', '--record', file], env).finally(lab.close);
    expect(code).toBe(0);
    expect(crowdLogOf(lab).map(({ status }) => status)).toEqual([401]);
    const { answers, directories } = JSON.parse(await readFile(file, 'utf8')) as Archive;
    expect(answers.filter((answer) => 'status' in answer).length).toBeGreaterThan(50);
    expect(directories[0]?.differences).toEqual([{ name: 'cookie', at: 'status', site: '401', lab: '200' }]);
    expect(stdout).toContain(`Recorded directory 1, Crowd/5.1.0: 1 of ${crowdReads.length} questions answered.`);
    expect(stdout).toContain('  cookie, status: 401 (stand-in: 200)');
  });

  it('that is not there is said to be, and asked nothing more', async () => {
    const lab = await startLab({ users: 120, checkAnswers: false });
    const file = path.join(folder.path, 'gone.json');
    const env = cliEnvironment(lab, await writeDirectories({ ...lab, crowdUrl: 'http://127.0.0.1:9/crowd' }));
    const { code, stdout } = await runCliHere(['doctor', '--record', file], env).finally(lab.close);
    expect(code).toBe(0);
    expect(stdout).toContain('  cookie, answer: host_unreachable (stand-in: 200)');
    expect(stdout).toContain(`Recorded directory 1, unknown: 0 of ${crowdReads.length} questions answered.`);
  });

  it('that differs is told apart by status and shape, in words', async () => {
    const lab = await startLab({ users: 120, checkAnswers: false });
    const headers = { 'content-type': 'application/xml', 'x-embedded-crowd-version': 'Crowd/7.1.0' };
    const body =
      '<memberships><membership group="a"><users><user name="b" key="1:2"/></users></membership></memberships>';
    lab.wire.faults.add({ kind: 'status', status: 200, headers, body, match: { path: '**/group/membership' } });
    const file = path.join(folder.path, 'differs.json');
    const env = cliEnvironment(lab, await writeDirectories(lab));
    const { stdout } = await runCliHere(['doctor', '--record', file], env).finally(lab.close);
    expect(stdout).toContain(
      '  table of memberships, memberships/membership/users/user@key: element (stand-in: not there)',
    );
    expect(stdout).toContain('  table of memberships, memberships/membership/groups: not there (stand-in: element)');
    expect(stdout).toContain('Please send us the file');
  });
});

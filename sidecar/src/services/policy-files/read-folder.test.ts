// A folder of policy files: order, files that cannot be read, and two files with the same policy.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { printFault } from './fault.ts';
import { readPoliciesFolder } from './read-folder.ts';

const options = { defaultZone: 'UTC' };
const policy = (id: string) => `policy: ${id}\nname: N\ncriteria: { inactiveDays: 90 }\nactions: [disable]\n`;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'policies-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function read(files: Readonly<Record<string, string | Uint8Array>>) {
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  const { policies, faults } = await readPoliciesFolder(folder, options);
  const short = (text: string) => text.replaceAll(`${folder}${path.sep}`, '');
  return {
    policies: policies.map(({ file, definition }) => `${short(file)} ${definition.policy}`),
    faults: faults.map((fault) => short(printFault(fault))),
  };
}

test('reads yaml and yml files in the order of their names and leaves everything else', async () => {
  const files = { 'b.yml': policy('second'), 'a.yaml': policy('first'), 'notes.txt': 'x', '.hidden.yaml': '[' };
  expect(await read(files)).toEqual({ policies: ['a.yaml first', 'b.yml second'], faults: [] });
});

test('loads the other policies when one file is broken', async () => {
  await mkdir(path.join(folder, 'folder.yaml'));
  const files = { 'a.yaml': 'policy: [', 'b.yaml': policy('b'), 'c.yaml': Uint8Array.of(0x70, 0xff, 0xfe) };
  const { policies, faults } = await read(files);
  expect(policies).toEqual(['b.yaml b']);
  expect(faults).toEqual([
    expect.stringMatching(/^a\.yaml:1:\d+ /),
    'c.yaml is not text in UTF-8',
    'folder.yaml cannot be read',
  ]);
});

test('refuses the later of two files with the same policy', async () => {
  expect(await read({ '1.yaml': policy('same'), '2.yaml': policy('same') })).toEqual({
    policies: ['1.yaml same'],
    faults: ['2.yaml:1:9 policy: the policy "same" stands in 1.yaml already; every file needs its own'],
  });
});

test('says one clear sentence about a folder that cannot be read', async () => {
  const { faults } = await readPoliciesFolder(path.join(folder, 'missing'), options);
  expect(faults).toEqual([
    expect.objectContaining({
      message: expect.stringContaining('check that it exists and may be read (UM_POLICIES_DIR)'),
    }),
  ]);
});

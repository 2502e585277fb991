// Directories of a site with three of them, as Confluence's own list tells in both of its shapes.
import { afterEach, expect, it } from 'vitest';
import { findDirectories } from '../../sidecar/src/services/directories.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { type Sidecar, startSidecar } from '../support/sidecar.ts';

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
});

it.each(['singular', 'plural'] as const)('are listed in their order from the %s shape', async (directoryShape) => {
  lab = await startLab({ users: 60, directories: 'three', directoryShape });
  sidecar = await startSidecar({ lab });
  const found = await findDirectories(sidecar.context);
  const expected = lab.world.directories.map(({ name, id }) => ({ name, id: String(id) }));
  expect(found.directories.map(({ name, id }) => ({ name, id }))).toEqual(expected);
  expect(found.witnesses).toEqual([{ witness: 'confluence', told: 3, failure: null }]);
});

it('are said to be untold where Confluence is away, without an error', async () => {
  lab = await startLab({ users: 60 });
  sidecar = await startSidecar({ lab: { ...lab, baseUrl: 'http://127.0.0.1:9/confluence' }, timeoutMs: 300 });
  const found = await findDirectories(sidecar.context);
  expect(found).toEqual({
    directories: [],
    witnesses: [{ witness: 'confluence', told: null, failure: 'host_unreachable' }],
  });
});

it('are joined with the directories that a Crowd application answers for, and a silent one is named', async () => {
  lab = await startLab({ users: 60, directories: 'three' });
  const { crowdUrl, applications } = lab;
  const [application] = applications;
  if (application === undefined) throw new Error('the lab offers no application');
  const settings = { url: crowdUrl, application: application.name, directoryId: null, writable: false };
  sidecar = await startSidecar({
    lab,
    directories: [
      { ...settings, name: application.directory },
      { ...settings, name: 'Nobody there', url: 'http://127.0.0.1:9/crowd' },
    ],
    directoryPasswords: { [application.directory]: application.password, 'Nobody there': 'x' },
  });
  const found = await findDirectories(sidecar.context);
  const own = found.directories.find((directory) => directory.name === application.directory);
  expect(own?.toldBy).toEqual(['confluence', 'crowd']);
  expect(found.directories.map((directory) => directory.name)).not.toContain('Nobody there');
  expect(found.witnesses).toContainEqual({ witness: 'crowd', told: null, failure: 'crowd_unreachable' });
});

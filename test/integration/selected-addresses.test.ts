// Where no list of Confluence tells addresses, those of the users a policy means are asked for, and of nobody else.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { catchMails, type MailCatcher } from '../../scripts/demo/mail-catcher.ts';
import type { PolicyDefinition } from '../../sidecar/src/domain/policy.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { readState } from '../support/lab-state.ts';
import { findEntry } from '../support/runs.ts';
import { buildPolicy, runPolicy, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const closers: (() => Promise<void>)[] = [];
let catcher: MailCatcher;
beforeEach(async () => {
  const folder = await makeTemporaryFolder();
  catcher = await catchMails(folder.path);
  closers.push(folder.remove, catcher.close);
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const policy = (parts: Partial<PolicyDefinition> = {}) =>
  buildPolicy({
    criteria: { username: ['two.licences.idle', 'no.email'] },
    actions: ['disable'],
    report: { to: ['desk@example.com'] },
    ...parts,
  });

async function start(confluence: '8.5' | '10.2') {
  const lab = await startLab({ users: 60, confluence, checkAnswers: false });
  closers.push(lab.close);
  const sidecar = await startSidecar({ lab, smtpUrl: catcher.url, publicUrl: 'https://wiki.example.com/um/' });
  closers.push(sidecar.close);
  // Before 9.4 nobody tells what lies in groups, and a live run would be held.
  const { store, clock } = sidecar.context;
  await store.settings.set('nestedGroups', 'declared-none', { by: 'test', at: clock.now() });
  return { lab, sidecar };
}

const asked = (lab: Lab) =>
  lab.wire.log
    .list()
    .filter(({ path }) => path.includes('/rest/mobile/'))
    .map(({ path }) => path.slice(path.lastIndexOf('/') + 1))
    .sort();

it('asks the profiles of those who are meant, mails them, and names in the report who has no address', async () => {
  const { lab, sidecar } = await start('8.5');
  const run = await runPolicy(sidecar, policy({ giveBack: { days: 14 } }), 'live');
  expect(run.ending).toBe('completed');
  expect(asked(lab)).toEqual(['no.email', 'two.licences.idle']);
  const email = (await readState(lab)).get('two.licences.idle')?.email ?? '';
  expect(email).toContain('@');
  expect((await findEntry(sidecar.context, run.id, 'two.licences.idle'))?.before.email).toBe(email);
  sidecar.context.deliverer.wake();
  await sidecar.context.deliverer.settled();
  const textTo = (address: string) =>
    catcher.mails.find(({ to }) => [to ?? []].flat()[0]?.text === address)?.text?.replaceAll(/\s+/g, ' ') ?? '';
  expect(textTo(email)).toContain('/give-back/');
  expect(textTo('desk@example.com')).toMatch(
    /1 user has no known address, so that no mail can tell them: .*no\.email\)?\./,
  );
});

it('asks nobody’s profile for a policy that mails no user, nor where a list tells addresses', async () => {
  const old = await start('8.5');
  await runPolicy(old.sidecar, policy(), 'test');
  expect(asked(old.lab)).toEqual([]);
  const recent = await start('10.2');
  await runPolicy(recent.sidecar, policy({ giveBack: { days: 14 } }), 'test');
  expect(asked(recent.lab)).toEqual([]);
});

it('plans all the same where there is no such plugin', async () => {
  const { lab, sidecar } = await start('8.5');
  lab.wire.faults.add({ match: { path: '/rest/mobile/**' }, kind: 'status', status: 404 });
  const run = await runPolicy(sidecar, policy({ giveBack: { days: 14 } }), 'test');
  expect(run).toMatchObject({ ending: 'completed', failure: null });
  expect((await findEntry(sidecar.context, run.id, 'two.licences.idle'))?.before.email).toBeNull();
});

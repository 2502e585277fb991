// What Confluence's search and audit log tell of use, asked over HTTP: only what is provably a user's own, and only logins that came through.
import { afterEach, describe, expect, it } from 'vitest';
import { connectConfluence } from '../../sidecar/src/adapters/confluence/connect.ts';
import { openAuditEvents } from '../../sidecar/src/adapters/evidence/audit-events.ts';
import { openContributions } from '../../sidecar/src/adapters/evidence/contribution.ts';
import type { UserKey, Username } from '../../sidecar/src/domain/user.ts';
import { getUser } from '../../sidecar/src/services/users.ts';
import { clockOf } from '../contracts/host-lab.ts';
import { askControl } from '../lab/ask.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import { listPagesOf } from '../lab/world/content.ts';
import { DELICATE } from '../lab/world/delicate.ts';
import { findUser } from '../lab/world/views.ts';
import { readRows } from '../support/evidence.ts';
import { startSidecar } from '../support/sidecar.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(options: LabOptions = {}) {
  const lab = await startLab({ users: 200, ...options });
  closers.push(lab.close);
  const credentials = { kind: 'token', token: lab.service.token } as const;
  const { send, close } = connectConfluence({ url: lab.baseUrl, credentials, clock: clockOf(lab) });
  closers.push(close);
  return { lab, send };
}

function personOf(lab: Lab, username: string) {
  const user = findUser(lab.world, username);
  if (user === undefined) throw new Error(`the lab has no ${username}`);
  return { user, userKey: user.userKey as UserKey, username: user.username as Username };
}

const iso = (ms: number) => new Date(ms).toISOString();

describe('what somebody wrote', () => {
  it('counts by its own last change, whatever others did to it later, whatever nobody else may see', async () => {
    const { lab, send } = await open();
    const contributions = openContributions(send);
    let changedByOthers = 0;
    for (const { username } of DELICATE) {
      const person = personOf(lab, username);
      const pages = listPagesOf(lab.world, person.user);
      const seen = pages.filter((page) => page.restrictedTo === null);
      const own = seen.map((page) => (page.editorKey === person.userKey ? page.editedEpochMs : page.createdEpochMs));
      expect([username, await contributions.lastOf(person)]).toEqual([username, iso(Math.max(...own))]);
      changedByOthers += seen.filter((page) => page.editorKey !== person.userKey).length;
    }
    expect(changedByOthers).toBeGreaterThan(3);
  });

  it('is found under every name a user can have', async () => {
    const { lab, send } = await open();
    const contributions = openContributions(send);
    for (const username of ["o'neill", 'who?a&b#c', 'percent%20kept', 'plus+kept', 'emea/kept', 'иван.петров']) {
      await askControl(lab, 'POST', '/content', { username });
      const at = await contributions.lastOf(personOf(lab, username));
      expect(Date.parse(at ?? '')).toBeGreaterThan(lab.clock.nowMs() - 60_000);
    }
  });

  it('is nothing for whoever wrote nothing, and not the change of a colleague to a page of theirs', async () => {
    const { lab, send } = await open();
    const contributions = openContributions(send);
    expect(await contributions.lastOf(personOf(lab, 'admin.never'))).toBeNull();
    const before = await contributions.lastOf(personOf(lab, "d'angelo"));
    await askControl(lab, 'POST', '/content', { username: 'keep.direct', editedBy: "d'angelo" });
    const after = await contributions.lastOf(personOf(lab, "d'angelo"));
    expect(Date.parse(after ?? '')).toBeGreaterThan(Date.parse(before ?? ''));
  });

  it.each(['7.4', '8.5'])('is asked for in the same way at %s', async (confluence) => {
    const lab = await startLab({ users: 200, confluence });
    closers.push(lab.close);
    const { username, password = '' } = lab.service;
    const credentials = { kind: 'password', username, password } as const;
    const { send, close } = connectConfluence({ url: lab.baseUrl, credentials, clock: clockOf(lab) });
    closers.push(close);
    expect(await openContributions(send).lastOf(personOf(lab, "d'angelo"))).not.toBeNull();
  });
});

describe('the audit log', () => {
  it('tells each login of the last weeks by user key, over all its pages, and no failed one', async () => {
    const { lab, send } = await open({ auditCoverage: 'full', users: 1_500 });
    const rows = await readRows(openAuditEvents(send, clockOf(lab)));
    const earliestMs = lab.clock.nowMs() - 35 * 86_400_000;
    const expected = [...lab.world.users.values()]
      .filter(({ lastLoginEpochMs: at }) => at !== null && at > earliestMs && at <= lab.clock.nowMs())
      .map(({ userKey, lastLoginEpochMs }) => `${userKey} ${iso(lastLoginEpochMs ?? 0)}`);
    const told = rows.map((row) => `${'userKey' in row.subject ? row.subject.userKey : '?'} ${String(row.told)}`);
    expect(told.toSorted()).toEqual(expected.toSorted());
    expect(expected.length).toBeGreaterThan(500);
  });

  it.each(['base', 'advanced'] as const)('is no source where its coverage is %s', async (auditCoverage) => {
    const { lab, send } = await open({ auditCoverage });
    const reading = readRows(openAuditEvents(send, clockOf(lab)));
    await expect(reading).rejects.toMatchObject({ code: 'host_capability_absent' });
  });

  it('saves whom no other source saw, and shows in a snapshot how many that were', async () => {
    const { lab } = await open({ auditCoverage: 'full' });
    const sidecar = await startSidecar({ lab });
    closers.push(sidecar.close);
    const { sources } = await sidecar.context.takeSnapshot();
    const known = await getUser(sidecar.context, personOf(lab, 'unknown.licensed').userKey);
    expect(known.user.activity).toMatchObject({ atLeast: { source: 'audit.logins', kind: 'login' } });
    const list = sources.find((one) => one.source === 'users.activity')?.evidence;
    expect(list?.missed).toBeGreaterThan(0);
    const audit = sources.find((one) => one.source === 'audit.logins');
    expect(audit).toMatchObject({
      state: 'complete',
      evidence: { importance: 'supporting', missed: expect.any(Number) },
    });
  });
});

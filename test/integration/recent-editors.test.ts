// How many of those who changed content lately each source of logins missed: read at most once a day, and shown by source.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRecentEditors } from '../../sidecar/src/adapters/evidence/recent-editors.ts';
import { connectTo, openLab, requestsOf } from '../contracts/host-lab.ts';
import { listPagesOf, writePage } from '../lab/world/content.ts';
import { findUser, listLicensed } from '../lab/world/views.ts';
import { createMovableClock } from '../support/clock.ts';
import { type Sidecar, startSidecar } from '../support/sidecar.ts';

const day = 86_400_000;
let opened: Awaited<ReturnType<typeof openLab>>;
let sidecar: Sidecar;
let clock: ReturnType<typeof createMovableClock>;
beforeEach(async () => {
  opened = await openLab({ users: 150 });
  clock = createMovableClock();
  sidecar = await startSidecar({ lab: opened.lab, clock });
});
afterEach(async () => {
  await sidecar.close();
  await opened.close();
});

const searches = () => requestsOf(opened.lab).filter((request) => request.includes('/content/search'));

async function readLogins() {
  const { sources } = await sidecar.context.takeSnapshot();
  return {
    evidence: sources.find(({ source }) => source === 'users.activity')?.evidence,
    editors: sources.find(({ source }) => source === 'content.editors'),
  };
}

function named(username: string) {
  const user = findUser(opened.lab.world, username);
  if (user === undefined) throw new Error(`nobody is named ${username}`);
  return user;
}

/** Who changed content last within a month, where the product may see it, and whose login is not told or lies long before. */
function truth() {
  const { world } = opened.lab;
  const licensed = new Set(listLicensed(world).index.items);
  const counts = { seen: 0, missed: 0 };
  for (const user of world.users.values()) {
    const own = listPagesOf(world, user).filter(
      (page) => page.editorKey === user.userKey && page.restrictedTo === null,
    );
    const editedMs = Math.max(0, ...own.map((page) => page.editedEpochMs));
    if (editedMs < Date.parse(clock.now()) - 30 * day) continue;
    counts.seen += 1;
    const loginMs = user.lastLoginEpochMs ?? 0;
    // A login in the future is not believed.
    const told = licensed.has(user) && user.lastLoginTold && loginMs <= Date.parse(clock.now()) ? loginMs : 0;
    if (told < editedMs - 30 * day) counts.missed += 1;
  }
  return counts;
}

it('a source of logins is told of how many recent editors it missed', async () => {
  const quiet = truth();
  for (const username of ['unknown.licensed', 'no.email']) writePage(opened.lab.world, { author: named(username) });
  writePage(opened.lab.world, { author: named('show.rtl'), restricted: true });
  expect(truth().missed).toBeGreaterThan(quiet.missed);
  const { evidence, editors } = await readLogins();
  expect(editors).toMatchObject({ state: 'complete', reason: null });
  expect(evidence?.editors).toEqual(truth());
});

it('content is searched at most once a day, and what was found stands in between', async () => {
  const first = await readLogins();
  const asked = searches().length;
  expect(asked).toBeGreaterThan(0);
  clock.advanceMs(day / 2);
  const second = await readLogins();
  expect(searches()).toHaveLength(asked);
  expect(second.editors).toMatchObject({ state: 'complete', readAt: first.editors?.readAt });
  clock.advanceMs(day / 2);
  await readLogins();
  expect(searches().length).toBeGreaterThan(asked);
});

it('a search that is not there leaves the figure out and breaks nothing', async () => {
  opened.lab.wire.faults.add({ match: { path: '**/content/search' }, kind: 'html', status: 404 });
  const { evidence, editors } = await readLogins();
  expect(editors).toMatchObject({ state: 'absent', reason: 'host_capability_absent', count: 0 });
  expect(evidence?.editors).toBeUndefined();
  expect(evidence?.usersTold).toBeGreaterThan(50);
});

it('a search that fails is said to have failed, whatever it had found before', async () => {
  opened.lab.wire.faults.add({ match: { path: '**/content/search' }, kind: 'status', status: 500 });
  expect((await readLogins()).editors).toMatchObject({ state: 'failed', reason: 'host_error' });
});

it('more content than is read at once is left out from its oldest end, and that is said', async () => {
  opened.lab.wire.faults.add({ match: { path: '**/content/search' }, kind: 'shrink-pages', limit: 1 });
  const { editors } = await readLogins();
  expect(editors).toMatchObject({ state: 'partial' });
  expect(searches()).toHaveLength(20);
});

it('pages of any size are read to the end', async () => {
  const memory = { load: async () => ({ state: null, rows: new Map() }), save: async () => undefined };
  const connection = connectTo(opened.lab, {});
  const ask = openRecentEditors({ send: connection.send, memory, clock });
  const whole = await ask();
  opened.lab.wire.faults.add({ match: { path: '**/content/search' }, kind: 'shrink-pages', limit: 15 });
  expect([...(await ask()).editors.keys()].sort()).toEqual([...whole.editors.keys()].sort());
  await connection.close();
});

// Groups at their worst: every legal name, a thousand and twenty thousand members, pages that shrink, a `next` that repeats.
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { connectConfluence } from '../../sidecar/src/adapters/confluence/connect.ts';
import {
  createJumpingClock,
  type ScriptedHost,
  sendJson,
  startScriptedHost,
} from '../../sidecar/src/adapters/scripted-host.ts';
import { foldName } from '../../sidecar/src/domain/user.ts';
import { addGroup, addMembership } from '../lab/world/changes.ts';
import { effectiveAccount } from '../lab/world/views.ts';
import { connectTo, type LabConnection, openLab, passwordOf, requestsOf, userOf } from './host-lab.ts';
import { collect } from './reads.contract.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Names a group may bear: any characters but control characters, not only blanks. */
const groupName = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }),
    fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'ab/\\%?#&+;,=:@!~ .\'"<>[]{}|^`äßİıς中🙂') }),
  )
  .map((name) => name.replace(/\p{Cc}/gu, '').trim())
  .filter((name) => name !== '' && name.isWellFormed());

describe.each(['7.4', '8.3', '9.2', '10.2'])('a group of any legal name on %s', (confluence) => {
  it('is read with exactly its own members, or said to be out of reach', async () => {
    const { lab, close } = await openLab({ confluence, users: 120 });
    closers.push(close);
    const connection = connectTo(lab, { credentials: passwordOf(lab) });
    closers.push(connection.close);
    const [directory] = lab.world.directories;
    if (directory === undefined) throw new Error('the lab has no directory');
    const member = userOf(lab, 'no.email');
    const anyone = userOf(lab, 'show.markup');
    await fc.assert(
      fc.asyncProperty(groupName, async (name) => {
        if (directory.groups.has(foldName(name))) return;
        const group = addGroup(lab.world, directory, name);
        addMembership(lab.world, member, effectiveAccount(member), group);
        const read = collect(connection.reads.listMembers(name)).then((users) => users.map((user) => user.userKey));
        const reachable = confluence === '10.2' || !/[/\\]|^\.\.?$/.test(name);
        if (reachable) expect(await read).toEqual([member.key]);
        else await expect(read).rejects.toMatchObject({ code: 'host_capability_absent' });
        expect(await connection.reads.readGroupsOf(member.key)).toContain(name);
        expect(await connection.reads.readGroupsOf(anyone.key)).not.toContain(name);
      }),
      { numRuns: 60 },
    );
    expect((await collect(connection.reads.listGroups())).length).toBe(directory.groups.size);
  });
});

/** What is strange about a host's pages. */
interface Pages {
  readonly members: number;
  /** Rows of the nth page, as the host gives them whatever was asked for. */
  readonly limitOf?: (n: number) => number;
  readonly nextOf?: (start: number, end: number) => number | null;
}

/** A host with one group whose members come in pages by these rules; everything else is missing. */
async function openGroup({ members, limitOf = () => 200, nextOf }: Pages) {
  let n = 0;
  const host: ScriptedHost = await startScriptedHost((request, response) => {
    const url = new URL(request.url ?? '', 'http://host.invalid');
    if (url.pathname === '/rest/applinks/1.0/manifest') {
      return sendJson(response, { id: 'h', typeId: 'confluence', version: '9.2.0' });
    }
    if (url.pathname !== '/rest/api/group/staff/member') return response.writeHead(404).end('<html>');
    n += 1;
    const start = Number(url.searchParams.get('start'));
    const limit = Math.min(limitOf(n), Number(url.searchParams.get('limit')));
    const end = Math.min(members, start + limit);
    const results = Array.from({ length: Math.max(0, end - start) }, (_, index) => memberAt(start + index));
    const next = nextOf === undefined ? (end < members ? end : null) : nextOf(start, end);
    const _links = next === null ? {} : { next: `/rest/api/group/staff/member?limit=${limit}&start=${next}` };
    return sendJson(response, { results, start, limit, size: results.length, _links });
  });
  const connection = connectConfluence({
    url: host.url,
    credentials: { kind: 'token', token: 't' },
    clock: createJumpingClock(),
  });
  closers.push(host.close, connection.close);
  const keys = async () => (await collect(connection.reads.listMembers('staff'))).map((user) => user.userKey as string);
  return { keys, pages: () => n };
}

const keyAt = (index: number) => index.toString(16).padStart(32, '0');
const memberAt = (index: number) => ({
  type: 'known',
  username: `user-${index}`,
  userKey: keyAt(index),
  displayName: `User ${index}`,
  status: 'current',
});
const allKeys = (count: number) => Array.from({ length: count }, (_, index) => keyAt(index));

describe('a large group', () => {
  it.each([0, 1, 199, 200, 201, 1_001, 20_001])('of %i members is read to the last one, each once', async (members) => {
    const { keys, pages } = await openGroup({ members });
    expect(await keys()).toEqual(allKeys(members));
    // The probe asks for nothing of this group: the only requests are its pages.
    expect(pages()).toBe(Math.max(1, Math.ceil(members / 200)));
  });

  it.each([1_001, 20_001])('of %i members is read through pages that shrink and grow', async (members) => {
    const { keys } = await openGroup({ members, limitOf: (n) => [200, 150, 70, 33, 190][n % 5] ?? 200 });
    expect(await keys()).toEqual(allKeys(members));
  });

  it('is read through pages that shrink until one row is left of them', async () => {
    const { keys } = await openGroup({ members: 1_001, limitOf: (n) => Math.max(1, 200 - 20 * n) });
    expect(await keys()).toEqual(allKeys(1_001));
  });

  it('names a next page after its last one, which is empty', async () => {
    const { keys } = await openGroup({ members: 1_000, nextOf: (start, end) => (end > start ? end : null) });
    expect(await keys()).toEqual(allKeys(1_000));
  });

  it.each([
    ['the same page again', (start: number) => start],
    ['the first page again', () => 0],
    ['the page before', (start: number) => Math.max(0, start - 200)],
  ])('whose next is %s ends as host_endless_paging, within bounds', async (_title, nextOf) => {
    const { keys, pages } = await openGroup({ members: 1_001, nextOf });
    await expect(keys()).rejects.toMatchObject({ code: 'host_endless_paging' });
    expect(pages()).toBeLessThan(30);
  });

  it('whose next leaves rows out is read without leaving any out', async () => {
    const { keys } = await openGroup({ members: 1_001, nextOf: (_start, end) => (end < 1_001 ? end + 50 : null) });
    expect(await keys()).toEqual(allKeys(1_001));
  });
});

describe('everybody by the groups', () => {
  it('takes each user once, however many groups have them, and asks by name only for those in none', async () => {
    const one: LabConnection = await openLab({ confluence: '7.19', users: 200, remoteApi: true });
    closers.push(one.close);
    const connection = connectTo(one.lab, { credentials: passwordOf(one.lab) });
    closers.push(connection.close);
    const users = await collect(connection.reads.listUsers());
    expect(users.length).toBe(one.lab.world.users.size);
    expect(new Set(users.map((user) => user.userKey)).size).toBe(users.length);
    const byName = requestsOf(one.lab).filter((request) => request.startsWith('GET /rest/api/user '));
    const outsiders = [...one.lab.world.users.values()].filter((user) =>
      user.accounts.every((account) => [...account.groups].every((group) => group.name.includes('/'))),
    );
    expect(byName.length).toBe(outsiders.length);
  });

  it('goes on without the Remote API when that was shut meanwhile', async () => {
    const one: LabConnection = await openLab({ confluence: '7.19', users: 200, remoteApi: true });
    closers.push(one.close);
    const connection = connectTo(one.lab, { credentials: passwordOf(one.lab) });
    closers.push(connection.close);
    await connection.host.capabilities();
    Object.assign(one.lab.site, { remoteApi: false });
    const users = await collect(connection.reads.listUsers());
    expect(users.length).toBeGreaterThan(150);
    const count = { listed: users.length, listedRows: users.length, unlisted: 0, active: users.length };
    expect(await connection.reads.judgeListing(count)).toEqual({ state: 'partial', reason: 'users_by_groups' });
  });
});

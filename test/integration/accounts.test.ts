// Accounts per directory as a snapshot reads them: by Crowd applications, by Confluence's database, and when either fails.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AccountsKnown } from '../../sidecar/src/domain/account.ts';
import type { Snapshot } from '../../sidecar/src/store/snapshots.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { crowdApplications } from '../support/crowd-applications.ts';
import { startDatabases, type TestDatabases } from '../support/databases.ts';
import { createLabDatabase } from '../support/lab-database.ts';
import { buildPolicy, runPolicy, type Sidecar, type SidecarOptions, startSidecar } from '../support/sidecar.ts';

const inner = 'Confluence Internal Directory';
const crowd = 'Company Crowd';
const ldap = 'Corporate LDAP';

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
});

interface Read {
  readonly lab: Lab;
  readonly sidecar: Sidecar;
  readonly snapshot: Snapshot;
  /** Each account as `directory: standing`, in order. */
  readonly accountsOf: (username: string) => Promise<readonly string[]>;
  readonly knownOf: (username: string) => Promise<AccountsKnown>;
}

async function read(
  options: (lab: Lab) => Pick<SidecarOptions, 'directories' | 'directoryPasswords' | 'confluenceDatabaseUrl'>,
  databaseUrl?: string,
): Promise<Read> {
  const tables = databaseUrl === undefined ? {} : { databaseUrl };
  const started = await startLab({ users: 200, directories: 'three', ...tables });
  lab = started;
  const beside = await startSidecar({ lab: started, ...options(started) });
  sidecar = beside;
  const { store, takeSnapshot } = beside.context;
  const snapshot = await takeSnapshot();
  const knownOf = async (username: string) => {
    const query = { search: username, sort: 'username', descending: false, limit: 10, cursor: null } as const;
    const { users: found } = await store.snapshots.searchUsers({ snapshotId: snapshot.id, ...query });
    const user = found.find((one) => one.username === username);
    if (user === undefined) throw new Error(`nobody is called ${username}`);
    return (await store.snapshots.person(snapshot.id, user.userKey))?.accounts ?? { kind: 'untold' as const };
  };
  const accountsOf = async (username: string) => {
    const known = await knownOf(username);
    return known.kind === 'untold' ? ['untold'] : known.accounts.map((one) => `${one.directory}: ${one.effective}`);
  };
  return { lab: started, sidecar: beside, snapshot, accountsOf, knownOf };
}

function readingsOf({ sources }: Snapshot) {
  return sources
    .filter(({ source }) => source.startsWith('accounts'))
    .map(({ source, state, reason }) => [source, state, reason]);
}

describe('by a Crowd application for each directory', () => {
  it('tells who speaks, who is shadowed, and every account with its key', async () => {
    const { snapshot, accountsOf, knownOf, sidecar: beside } = await read(crowdApplications);
    expect(await accountsOf('shadow.both')).toEqual([`${inner}: true`, `${crowd}: false`]);
    expect(await accountsOf('shadow.second')).toEqual([`${inner}: false`, `${crowd}: true`]);
    expect(await accountsOf('ldap.only.idle')).toEqual([`${ldap}: true`]);
    const folded = await knownOf('Folded.Name');
    expect(folded.kind === 'told' && folded.accounts.map(({ username }) => username)).toEqual([
      'Folded.Name',
      'folded.name',
    ]);
    expect(folded.kind === 'told' && folded.accounts[0]?.key).toMatch(/^\d+:.+/);
    expect(readingsOf(snapshot)).toEqual([
      ['accounts', 'complete', null],
      [`accounts:${inner}`, 'complete', null],
      [`accounts:${crowd}`, 'complete', null],
      [`accounts:${ldap}`, 'complete', null],
    ]);
    const faults = await beside.context.store.snapshots.directoryFaults({
      snapshotId: snapshot.id,
      kind: 'spelled-differently',
      limit: 10,
      cursor: null,
    });
    expect(faults.faults.map((one) => one.username)).toEqual(['Folded.Name']);
  });

  it('counts an account for each that its directory holds', async () => {
    const { snapshot, lab: at } = await read(crowdApplications);
    for (const { name, accounts } of at.world.directories) {
      expect(snapshot.sources.find(({ source }) => source === `accounts:${name}`)?.count).toBe(accounts.size);
    }
  });
});

describe('where a directory is not read', () => {
  it('leaves open who speaks for users with an account below it, and says what is missing', async () => {
    const { snapshot, accountsOf, knownOf } = await read((at) => crowdApplications(at, [crowd]));
    expect(await accountsOf('crowd.only.idle')).toEqual([`${crowd}: null`]);
    expect(await knownOf('ldap.only.idle')).toEqual({ kind: 'told', complete: false, accounts: [] });
    expect(readingsOf(snapshot)).toEqual([
      ['accounts', 'partial', 'directories_unread'],
      [`accounts:${inner}`, 'absent', 'directory_without_source'],
      [`accounts:${crowd}`, 'complete', null],
      [`accounts:${ldap}`, 'absent', 'directory_without_source'],
    ]);
  });

  it('makes accounts incomplete and nobody absent when an application fails', async () => {
    const { snapshot, knownOf } = await read((at) => {
      const all = crowdApplications(at);
      return { ...all, directoryPasswords: { ...all.directoryPasswords, [ldap]: 'wrong' } };
    });
    expect(readingsOf(snapshot)).toContainEqual([`accounts:${ldap}`, 'failed', 'crowd_unauthorised']);
    expect(await knownOf('ldap.only.idle')).toEqual({ kind: 'told', complete: false, accounts: [] });
  });

  it('takes a name that Confluence does not know for a mistake, not for a directory of its own', async () => {
    const { snapshot } = await read((at) => {
      const { directories, directoryPasswords } = crowdApplications(at);
      const wrong = 'Corporate LDPA';
      return {
        directories: directories.map((one) => (one.name === ldap ? { ...one, name: wrong } : one)),
        directoryPasswords: { ...directoryPasswords, [wrong]: directoryPasswords[ldap] ?? '' },
      };
    });
    expect(readingsOf(snapshot)).toContainEqual([`accounts:${ldap}`, 'absent', 'directory_without_source']);
    expect(readingsOf(snapshot)).toContainEqual(['accounts:Corporate LDPA', 'absent', 'directory_unused']);
  });

  it('asks nothing of directories where nothing tells accounts', async () => {
    const { snapshot, accountsOf, lab: at } = await read(() => ({}));
    expect(await accountsOf('shadow.both')).toEqual(['untold']);
    expect(readingsOf(snapshot)).toEqual([]);
    expect(at.wire.log.list().filter(({ path }) => path.includes('/rest/crowd/'))).toEqual([]);
  });
});

describe("by Confluence's database", () => {
  let databases: TestDatabases;
  beforeAll(async () => {
    databases = await startDatabases('postgres');
  });
  afterAll(() => databases.stop());

  async function readDatabase(more: (lab: Lab) => Partial<SidecarOptions> = () => ({})) {
    const { ownerUrl, readerUrl } = await createLabDatabase(databases);
    return read((at) => ({ confluenceDatabaseUrl: readerUrl, ...more(at) }), ownerUrl);
  }

  it('says of every account what the database itself says of who speaks', async () => {
    const { lab: at, snapshot, sidecar: beside, accountsOf } = await readDatabase();
    const { database, store } = beside.context;
    const told = await database?.read(async (reading) => {
      const names = new Map((await reading.directories()).map(({ id, name }) => [id, name]));
      const rows: string[] = [];
      for await (const batch of reading.accounts()) {
        for (const one of batch)
          rows.push(`${one.userKey} ${names.get(one.directoryId)} ${one.username}: ${one.effective}`);
      }
      return rows.sort();
    });
    const found: string[] = [];
    const query = { snapshotId: snapshot.id, criteria: { all: [] }, now: snapshot.startedAt, verdict: 'yes' as const };
    for await (const batch of store.snapshots.select(query)) {
      for (const { user, accounts } of batch) {
        for (const one of accounts.kind === 'told' ? accounts.accounts : []) {
          found.push(`${user.userKey} ${one.directory} ${one.username}: ${one.effective}`);
        }
      }
    }
    expect(found.sort()).toEqual(told);
    expect(found.length).toBeGreaterThan(at.world.users.size);
    expect(await accountsOf('shadow.readonly')).toEqual([`${inner}: true`, `${ldap}: false`]);
    expect(readingsOf(snapshot)).toContainEqual(['accounts.names', 'complete', null]);
  });

  it('tells unsynced users by name and key, and no policy selects them that does not ask for them', async () => {
    const { lab: at, snapshot, sidecar: beside } = await readDatabase();
    const { directoryFaults } = beside.context.store.snapshots;
    const page = await directoryFaults({ snapshotId: snapshot.id, kind: 'unsynced', limit: 10, cursor: null });
    const expected = [...at.world.unsynced.values()].map(({ username, userKey }) => ({ username, userKey }));
    expect(page.faults.map(({ username, userKey }) => ({ username, userKey }))).toEqual(expected);
    const everybody = buildPolicy({ criteria: { all: [] }, actions: ['delete'] });
    const run = await runPolicy(beside, everybody, 'test');
    const entries = await beside.context.store.runs.entries({ runId: run.id, after: 0, limit: 1_000 });
    expect(entries.map((one) => one.username)).not.toContain('unsynced.idle');
    expect(entries.length).toBe(at.world.users.size);
  });

  it('falls back to the Crowd applications when the database cannot be read', async () => {
    const { snapshot, accountsOf } = await readDatabase((at) => ({
      ...crowdApplications(at),
      confluenceDatabaseUrl: 'postgres://nobody:x@127.0.0.1:9/nothing',
    }));
    expect(await accountsOf('shadow.both')).toEqual([`${inner}: true`, `${crowd}: false`]);
    expect(readingsOf(snapshot)).toContainEqual(['accounts.names', 'failed', 'database_unreachable']);
  });
});

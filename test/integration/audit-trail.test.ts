// The stored audit trail over its life, on both databases: checked, signed, filed, exported, cut, and found broken when it is.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openFolder } from '../../sidecar/src/adapters/write-folder.ts';
import { openSigner, type Signer } from '../../sidecar/src/audit/signature.ts';
import { createTrailKeeper } from '../../sidecar/src/automation/trail.ts';
import { openLog } from '../../sidecar/src/log.ts';
import { exportTrail } from '../../sidecar/src/services/audit/export-trail.ts';
import type { DatabaseAddress } from '../../sidecar/src/store/database.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import type { Store } from '../../sidecar/src/store/store.ts';
import { runCliHere } from '../support/cli.ts';
import { startDatabases, type TestDatabases } from '../support/databases.ts';
import { openRaw } from '../support/raw-database.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const signer = openSigner(Buffer.alloc(32, 1));
const start = Date.parse('2026-03-01T12:00:00.000Z');

describe.each(['sqlite', 'postgres'] as const)('the audit trail on %s', (engine) => {
  let databases: TestDatabases;
  let address: DatabaseAddress;
  let store: Store;
  let folder: TemporaryFolder;
  let nowMs = start;
  const clock = { now: () => new Date(nowMs).toISOString() };

  beforeAll(async () => {
    databases = await startDatabases(engine);
  });
  beforeEach(async () => {
    nowMs = start;
    address = await databases.create();
    store = await openStore(address);
    folder = await makeTemporaryFolder();
  });
  afterEach(async () => {
    await store.close();
    await folder.remove();
  });
  afterAll(() => databases.stop());

  async function act(count: number): Promise<void> {
    const about = { username: 'bob', userKey: 'key-bob' };
    for (let number = 0; number < count; number += 1) {
      await store.audit.append({ at: clock.now(), actor: 'ada', event: 'policy.saved', details: { number }, about });
    }
  }

  function keep({ by = signer, keptDays = null }: { by?: Signer; keptDays?: number | null } = {}) {
    const log = openLog({ level: 'silent' });
    const file = openFolder(path.join(folder.path, 'apart'));
    const keeper = createTrailKeeper({ store, clock, log, signer: by, file, keptDays });
    return {
      state: keeper.state,
      look: async () => {
        keeper.wake();
        await keeper.settled();
      },
    };
  }

  async function exportTo(name: string): Promise<string> {
    const file = path.join(folder.path, name);
    let text = '';
    for await (const line of exportTrail({ audit: store.audit, signer, names: true }, null)) text += line;
    await writeFile(file, text);
    return file;
  }

  const verify = (...args: string[]) => runCliHere(['audit', 'verify', ...args, '--json']);
  const apart = () => ['--checkpoints', path.join(folder.path, 'apart')];

  /** As somebody would who owns the database. */
  async function meddle(change: string): Promise<void> {
    const guards =
      engine === 'sqlite'
        ? ['drop trigger audit_entries_refuses_update', 'drop trigger audit_entries_refuses_delete']
        : ['alter table audit_entries disable trigger all'];
    const database = openRaw(address);
    for (const statement of [...guards, change]) await database.ask(statement);
    await database.close();
  }

  it('is signed once something happened, then each hour or 1,000 entries, and never for nothing', async () => {
    const keeper = keep();
    await keeper.look();
    expect(await store.audit.lastCheckpoint()).toBeNull();
    await act(3);
    await keeper.look();
    expect(await store.audit.lastCheckpoint()).toMatchObject({ n: 3, key: signer.fingerprint });
    await act(2);
    await keeper.look();
    expect(await store.audit.lastCheckpoint()).toMatchObject({ n: 3 });
    nowMs += 3_600_000;
    await keeper.look();
    expect(await store.audit.lastCheckpoint()).toMatchObject({ n: 6 });
    expect(keeper.state()).toMatchObject({ checked: { through: 6 }, fault: null });
  });

  it('is exported and found sound, with checkpoints and key kept apart', async () => {
    const keeper = keep();
    await act(4);
    await keeper.look();
    const file = await exportTo('audit.jsonl');
    const names = (await readdir(path.join(folder.path, 'apart'))).sort();
    expect(names).toEqual(['audit-checkpoint-000000000004.json', `audit-key-${signer.fingerprint.slice(0, 16)}.txt`]);
    const key = ['--key', path.join(folder.path, 'apart', names[1] ?? '')];
    const { code, stdout } = await verify(file, ...key, ...apart());
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      entries: 5,
      checkpoints: 1,
      keysFrom: 'you',
      checkpointsApart: 1,
    });
    // The same content gives the same bytes.
    expect(await readFile(await exportTo('again.jsonl'))).toEqual(await readFile(file));
  });

  it('still verifies after old entries were cut behind a signed marker, and not without the marker', async () => {
    const keeper = keep({ keptDays: 30 });
    await act(4);
    await keeper.look();
    nowMs += 31 * 86_400_000;
    await act(2);
    await keeper.look();
    expect(await store.audit.list({ limit: 10, before: null, event: 'audit.cut' })).toMatchObject([
      { actor: 'system', details: { through: 5, entries: 5 } },
    ]);
    expect((await store.audit.chain({ after: 0, limit: 1 }))[0]?.number).toBe(6);
    const file = await exportTo('audit.jsonl');
    expect(JSON.parse((await verify(file, ...apart())).stdout)).toMatchObject({ ok: true, first: 6, removed: 5 });
    await keeper.look();
    expect(await store.audit.cuts()).toHaveLength(1);
    const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => !line.includes('"kind":"cut"'));
    await writeFile(file, lines.join('\n'));
    expect(await verify(file)).toMatchObject({ code: 1 });
  });

  it.each([
    ['an entry is changed', "update audit_entries set body = replace(body, 'saved', 'shaved') where number = 2", 2],
    ['an entry is removed', 'delete from audit_entries where number = 2', 2],
    ['the end is removed', 'delete from audit_entries where number = 4', 4],
  ])(
    'is signed no more once %s, names the entry, and an export of it is found broken',
    async (_what, change, entry) => {
      await act(4);
      await meddle(change);
      const keeper = keep();
      await keeper.look();
      expect(keeper.state().fault).toMatchObject({ entry });
      expect(await store.audit.lastCheckpoint()).toBeNull();
      await store.audit.append({ at: clock.now(), actor: 'ada', event: 'policy.saved', details: {} });
      const { code, stdout } = await verify(await exportTo('audit.jsonl'));
      expect([code, JSON.parse(stdout).fault.code]).toEqual([1, expect.stringMatching(/^entry-|^chain-/)]);
    },
  );

  it('that was written anew, digests and all, is found by a checkpoint kept apart alone', async () => {
    await act(3);
    await keep().look();
    const other = await databases.create();
    await store.close();
    store = await openStore(other);
    await act(6);
    const file = await exportTo('audit.jsonl');
    expect((await verify(file)).code).toBe(0);
    const { code, stdout } = await verify(file, ...apart());
    expect([code, JSON.parse(stdout).fault]).toMatchObject([1, { code: 'checkpoint-contradicts', entry: 3 }]);
  });

  it('goes on under another key where the secret was changed: both verify, and the change is an entry', async () => {
    await act(2);
    await keep().look();
    await act(1);
    nowMs += 3_600_000;
    await keep({ by: openSigner(Buffer.alloc(32, 2)) }).look();
    const events = (await store.audit.list({ limit: 10, before: null, event: 'audit' })).map(({ event }) => event);
    expect(events).toEqual(['audit.key-used-first', 'audit.key-used-first']);
    const { stdout } = await verify(await exportTo('audit.jsonl'));
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      checkpoints: 2,
      keys: [expect.any(String), expect.any(String)],
    });
  });

  it('files later what a folder could not take', async () => {
    await act(1);
    await writeFile(path.join(folder.path, 'apart'), 'a file where the folder should be');
    const keeper = keep();
    await keeper.look();
    expect(await store.audit.unfiled(10)).toHaveLength(1);
    await rm(path.join(folder.path, 'apart'));
    await mkdir(path.join(folder.path, 'apart'));
    await keeper.look();
    expect(await store.audit.unfiled(10)).toHaveLength(0);
  });
});

describe('audit verify', () => {
  it('says in one sentence what is wrong with what it was given', async () => {
    expect(await runCliHere(['audit', 'verify', '/there/is/no/such.jsonl'])).toMatchObject({
      code: 66,
      stderr: '/there/is/no/such.jsonl cannot be read.',
    });
    expect(await runCliHere(['audit', 'verify'])).toMatchObject({ code: 2 });
    expect(await runCliHere(['audit', 'verify', import.meta.filename])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('line 1 (start-missing)'),
    });
  });
});

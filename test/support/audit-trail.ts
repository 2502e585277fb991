// A stored audit trail in the hands of a test: its keeper, a clock moved by hand, and all that somebody can do who owns the database.
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { openFolder } from '../../sidecar/src/adapters/write-folder.ts';
import { digestOf, entryText } from '../../sidecar/src/audit/entry.ts';
import { writeLine } from '../../sidecar/src/audit/lines.ts';
import { openSigner, type Signer } from '../../sidecar/src/audit/signature.ts';
import { createTrailKeeper } from '../../sidecar/src/automation/trail.ts';
import { openLog } from '../../sidecar/src/log.ts';
import { readEntry } from '../../sidecar/src/store/audit/list.ts';
import type { DatabaseAddress } from '../../sidecar/src/store/database.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import type { Store } from '../../sidecar/src/store/store.ts';
import { startDatabases, type TestDatabases } from './databases.ts';
import { openRaw } from './raw-database.ts';
import { makeTemporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

export const trailSigner = openSigner(Buffer.alloc(32, 1));
/** Whose process found nothing amiss, or has not looked. */
export const untroubled = { signer: trailSigner, state: () => ({ checked: null, fault: null }) };
const start = Date.parse('2026-03-01T12:00:00.000Z');

/** Call it within a `describe`: each of its tests has a database and a folder of its own. */
export function useTrail(engine: 'sqlite' | 'postgres') {
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

  function keep({ by = trailSigner, keptDays = null }: { by?: Signer; keptDays?: number | null } = {}) {
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

  /** As somebody would who owns the database. */
  async function meddle(...changes: readonly string[]): Promise<void> {
    const guards =
      engine === 'sqlite'
        ? ['drop trigger if exists audit_entries_refuses_update', 'drop trigger if exists audit_entries_refuses_delete']
        : ['alter table audit_entries disable trigger all'];
    const database = openRaw(address);
    for (const statement of [...guards, ...changes]) await database.ask(statement);
    await database.close();
  }

  /** Entry `from` tells another tale, and each digest from there to the end of the chain is computed anew. */
  async function rewrite({ from = 2, before }: { from?: number; before?: string } = {}): Promise<void> {
    const [first, ...others] = await store.audit.chain({ after: from - 2, limit: 100 });
    let previous = before ?? first?.digest ?? '';
    const changes = others.map(({ number, body }) => {
      const text = entryText({
        ...readEntry(body),
        ...(number === from ? { event: 'forged' } : {}),
        previous,
      });
      const change = `body = '${text}', digest = '${digestOf(text)}', previous = '${previous}'`;
      previous = digestOf(text);
      return `update audit_entries set ${change} where number = ${number}`;
    });
    await meddle(...changes, `update audit_head set digest = '${previous}'`);
  }

  /**
   * A marker up to entry `through`; the entries it covers are gone. With a digest that they never had, those behind follow that one,
   * told anew; without one it names the true digest, and those behind stay as they are.
   */
  async function cutAs(by: Signer, { through, digest }: { through: number; digest?: string }): Promise<void> {
    const [{ digest: there } = { digest: '' }] = await store.audit.chain({ after: through - 1, limit: 1 });
    const [{ at: firstAt } = { at: '' }] = await store.audit.chain({ after: 0, limit: 1 });
    const times = { firstAt, lastAt: clock.now(), at: clock.now() };
    const marker = by.sign({
      kind: 'cut' as const,
      v: 1,
      through,
      digest: digest ?? there,
      entries: through,
      ...times,
    });
    if (digest !== undefined) await rewrite({ from: through + 1, before: digest });
    await meddle(
      `insert into audit_keys (fingerprint, public_key, first_used_at)
       values ('${by.fingerprint}', '${by.publicKey}', '${clock.now()}') on conflict do nothing`,
      `insert into audit_cuts (through, statement) values (${through}, '${writeLine(marker)}')`,
      `delete from audit_entries where number <= ${through}`,
      `delete from audit_people where number <= ${through}`,
    );
  }

  /** The entries behind `number` are gone, and the chain ends there as if they had never been. */
  async function truncate(number: number): Promise<void> {
    const [last] = await store.audit.chain({ after: number - 1, limit: 1 });
    await meddle(
      `delete from audit_entries where number > ${number}`,
      `delete from audit_people where number > ${number}`,
      `update audit_head set number = ${number}, digest = '${last?.digest}'`,
    );
  }

  return {
    store: () => store,
    /** From here on the store is another one, empty. */
    exchangeStore: async () => {
      await store.close();
      store = await openStore(await databases.create());
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
    now: clock.now,
    folder: () => folder.path,
    /** Where checkpoints are filed. */
    apart: () => path.join(folder.path, 'apart'),
    act,
    keep,
    meddle,
    rewrite,
    cutAs,
    truncate,
  };
}

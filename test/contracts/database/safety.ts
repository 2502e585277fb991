// The suite about what must never happen: a write, two moments in one reading, a login that could do harm, a vague failure.
import { expect, it } from 'vitest';
import { connectConfluenceDatabase } from '../../../sidecar/src/adapters/confluence-database/connect.ts';
import type { DatabaseReading } from '../../../sidecar/src/adapters/ports.ts';
import { sentenceOf } from '../../../sidecar/src/errors.ts';
import { site } from '../../support/confluence-tables/site.ts';
import { collect, collectSource, type GivenSites } from './given.ts';

/** Asks for everything the port has. */
export async function readEverything(reading: DatabaseReading): Promise<void> {
  await reading.directories();
  for (const list of [reading.accounts(), reading.groups(), reading.memberships()]) await collect<unknown>(list);
  for (const source of [reading.logins(), reading.tokenUse(), reading.recentViews(), reading.licensedUsers()]) {
    await collectSource<unknown>(source);
  }
  await reading.licenceGrants();
  for (const list of [reading.unsynced(), reading.duplicates()]) await collect<unknown>(list);
}

export function describeSafety({ engine, create, connect, site: given }: GivenSites): void {
  const missing = 'postgres://nobody:secret@127.0.0.1:1/confluence'.replace(
    /^postgres/,
    engine === 'postgres' ? 'postgres' : 'mysql',
  );

  it('takes a login that may only read', async () => {
    expect(await connect({ url: given().readerUrl }).check()).toMatchObject({
      engine,
      canWrite: false,
      writeEvidence: [],
    });
  });

  it('refuses a login that may write a single table, unless told otherwise, and names the right', async () => {
    const { database } = given();
    const { url, grantee } = await database.createLogin('writer');
    const table = engine === 'postgres' ? 'public.logininfo' : `${new URL(url).pathname.slice(1)}.logininfo`;
    const all = engine === 'postgres' ? 'all tables in schema public' : `${new URL(url).pathname.slice(1)}.*`;
    await database.run(`grant select on ${all} to ${grantee}`);
    await database.run(`grant update on ${table} to ${grantee}`);
    const refused = { code: 'database_login_can_write', message: expect.stringContaining('logininfo') };
    await expect(connect({ url }).check()).rejects.toMatchObject(refused);
    await expect(connect({ url }).read(readEverything)).rejects.toMatchObject(refused);
    const told = await connect({ url, allowWritableLogin: true }).check();
    expect(told.canWrite).toBe(true);
    expect(told.writeEvidence.join()).toContain('logininfo');
  });

  it('refuses the owner of everything', async () => {
    await expect(connect({ url: given().database.ownerUrl }).check()).rejects.toMatchObject({
      code: 'database_login_can_write',
    });
  });

  it('shows one moment, whatever happens meanwhile, and the next one in the next reading', async () => {
    const database = await create({ rows: site });
    const port = connect({ url: await database.createReader(), batchSize: 20 });
    const before = await port.read(async (reading) => {
      let count = 0;
      for await (const batch of reading.accounts()) {
        if (count === 0) {
          await database.run(
            "insert into cwd_user (id, user_name, lower_user_name, active, directory_id) values (99999, 'new', 'new', 'T', 1)",
          );
          await database.run('delete from cwd_membership');
        }
        count += batch.length;
      }
      expect((await collect(reading.memberships())).length).toBeGreaterThan(1_000);
      return count;
    });
    const after = await port.read(async (reading) => (await collect(reading.accounts())).length);
    expect(after).toBe(before + 1);
  });

  it('lets several lists of one reading be read in turns, and two readings at once', async () => {
    const port = connect({ url: given().readerUrl, batchSize: 100 });
    const both = async (reading: DatabaseReading) => {
      const [accounts, memberships] = await Promise.all([collect(reading.accounts()), collect(reading.memberships())]);
      return [accounts.length, memberships.length];
    };
    const [one, other] = await Promise.all([port.read(both), port.read(both)]);
    expect(one).toEqual(other);
  });

  it('ends the transaction when the work fails or stops early, and can be used again', async () => {
    const port = connect({ url: given().readerUrl, batchSize: 10 });
    await expect(port.read(() => Promise.reject(new Error('ours')))).rejects.toThrow('ours');
    const first = await port.read(async (reading) => {
      for await (const batch of reading.accounts()) return batch.length;
      return 0;
    });
    expect(first).toBe(10);
    expect((await port.check()).engine).toBe(engine);
  });

  it('tells failures apart, with a sentence each and without the password', async () => {
    const { database, readerUrl } = given();
    const empty = await create();
    for (const table of ['cwd_directory', 'user_mapping']) await empty.run(`drop table ${table}`);
    const stranger = await database.createLogin('stranger');
    const cases: [string, string][] = [
      ['database_unreachable', missing],
      ['database_login_refused', readerUrl.replace(':secret@', ':wrong@')],
      ['database_not_confluence', await empty.createReader()],
      ['database_unreadable', stranger.url],
    ];
    for (const [code, url] of cases) {
      const failure: Error = await connect({ url })
        .check()
        .then(
          () => Promise.reject(new Error(code)),
          (error: Error) => error,
        );
      expect(failure).toMatchObject({ name: 'HostFailure', code });
      expect(`${failure.message} ${failure.stack}`).not.toMatch(/secret|wrong/);
      expect(sentenceOf(code)).not.toContain('Code');
    }
    expect(() => connectConfluenceDatabase({ url: 'jdbc:oracle:thin:um/secret@db' })).toThrow(
      /^database_unreachable: (?!.*secret)/,
    );
  });

  it('does not wait for ever where a table is locked', async () => {
    const database = await create({ rows: site });
    const url = await database.createReader();
    await database.run(
      engine === 'postgres' ? 'begin; lock table cwd_user in access exclusive mode' : 'lock tables cwd_user write',
    );
    const reading = connect({ url, statementTimeoutMs: 300 }).read((one) => collect(one.accounts()));
    await expect(reading).rejects.toMatchObject({ code: 'database_timeout' });
    await database.run(engine === 'postgres' ? 'rollback' : 'unlock tables');
  });
}

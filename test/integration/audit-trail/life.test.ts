// The stored audit trail over its life, on both databases: checked, signed, filed, exported, cut, and found broken when it is.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSigner } from '../../../sidecar/src/audit/signature.ts';
import { exportTrail } from '../../../sidecar/src/services/audit/export-trail.ts';
import { trailSigner, untroubled, useTrail } from '../../support/audit-trail.ts';
import { runCliHere } from '../../support/cli.ts';

describe.each(['sqlite', 'postgres'] as const)('the audit trail on %s', (engine) => {
  const trail = useTrail(engine);

  async function exportTo(name: string): Promise<string> {
    const file = path.join(trail.folder(), name);
    let text = '';
    for await (const line of exportTrail({ audit: trail.store().audit, trail: untroubled, names: true }, null))
      text += line;
    await writeFile(file, text);
    return file;
  }

  const verify = (...args: string[]) => runCliHere(['audit', 'verify', ...args, '--json']);
  const apart = () => ['--checkpoints', trail.apart()];

  it('is signed once something happened, then each hour or 1,000 entries, and never for nothing', async () => {
    const keeper = trail.keep();
    await keeper.look();
    expect(await trail.store().audit.lastCheckpoint()).toBeNull();
    await trail.act(3);
    await keeper.look();
    expect(await trail.store().audit.lastCheckpoint()).toMatchObject({ n: 3, key: trailSigner.fingerprint });
    await trail.act(2);
    await keeper.look();
    expect(await trail.store().audit.lastCheckpoint()).toMatchObject({ n: 3 });
    trail.pass(3_600_000);
    await keeper.look();
    expect(await trail.store().audit.lastCheckpoint()).toMatchObject({ n: 6 });
    expect(keeper.state()).toMatchObject({ checked: { through: 6 }, fault: null });
  });

  it('is exported and found sound, with checkpoints and key kept apart', async () => {
    const keeper = trail.keep();
    await trail.act(4);
    await keeper.look();
    const file = await exportTo('audit.jsonl');
    const names = (await readdir(trail.apart())).sort();
    expect(names).toEqual([
      'audit-checkpoint-000000000004.json',
      `audit-key-${trailSigner.fingerprint.slice(0, 16)}.txt`,
    ]);
    const key = ['--key', path.join(trail.folder(), 'apart', names[1] ?? '')];
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
    const keeper = trail.keep({ keptDays: 30 });
    await trail.act(4);
    await keeper.look();
    trail.pass(31 * 86_400_000);
    await trail.act(2);
    await keeper.look();
    expect(await trail.store().audit.list({ limit: 10, before: null, event: 'audit.cut' })).toMatchObject([
      { actor: 'system', details: { through: 5, entries: 5 } },
    ]);
    expect((await trail.store().audit.chain({ after: 0, limit: 1 }))[0]?.number).toBe(6);
    const file = await exportTo('audit.jsonl');
    expect(JSON.parse((await verify(file, ...apart())).stdout)).toMatchObject({ ok: true, first: 6, removed: 5 });
    await keeper.look();
    expect(await trail.store().audit.cuts()).toHaveLength(1);
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
      await trail.act(4);
      await trail.meddle(change);
      const keeper = trail.keep();
      await keeper.look();
      expect(keeper.state().fault).toMatchObject({ entry });
      expect(await trail.store().audit.lastCheckpoint()).toBeNull();
      await trail.store().audit.append({ at: trail.now(), actor: 'ada', event: 'policy.saved', details: {} });
      const { code, stdout } = await verify(await exportTo('audit.jsonl'));
      expect([code, JSON.parse(stdout).fault.code]).toEqual([1, expect.stringMatching(/^entry-|^chain-/)]);
    },
  );

  it('that another process cut while this one had not looked for long is sound from the marker on', async () => {
    const idle = trail.keep();
    const busy = trail.keep({ keptDays: 30 });
    await trail.act(4);
    await idle.look();
    trail.pass(31 * 86_400_000 - 7_200_000);
    await trail.act(2);
    await busy.look();
    trail.pass(7_200_000);
    await idle.look();
    expect(idle.state().fault).toBeNull();
    await trail.act(1);
    await trail.keep({ keptDays: 30 }).look();
    expect((await trail.store().audit.chain({ after: 0, limit: 1 }))[0]?.number).toBe(6);
    trail.pass(3_600_000);
    await trail.act(1);
    await idle.look();
    expect(idle.state().fault).toBeNull();
    expect(await trail.store().audit.lastCheckpoint()).toMatchObject({ n: 10 });
  });

  it('that was written anew, digests and all, is found by a checkpoint kept apart alone', async () => {
    await trail.act(3);
    await trail.keep().look();
    await trail.exchangeStore();
    await trail.act(6);
    const file = await exportTo('audit.jsonl');
    expect((await verify(file)).code).toBe(0);
    const { code, stdout } = await verify(file, ...apart());
    expect([code, JSON.parse(stdout).fault]).toMatchObject([1, { code: 'checkpoint-contradicts', entry: 3 }]);
  });

  it('of another store leaves the files of the first as they are, and agrees with neither once both lie there', async () => {
    await trail.act(3);
    await trail.keep().look();
    const read = (name: string) => readFile(path.join(trail.apart(), name), 'utf8');
    const [name = '', key = ''] = (await readdir(trail.apart())).sort();
    const [good, goodKey] = [await read(name), await read(key)];
    await trail.exchangeStore();
    await trail.act(2);
    trail.pass(1_000);
    await trail.act(1);
    await trail.keep().look();
    const other = 'audit-checkpoint-000000000003-2.json';
    expect((await readdir(trail.apart())).sort()).toEqual([other, name, key]);
    expect([await read(name), await read(key)]).toEqual([good, goodKey]);
    expect(await read(other)).not.toBe(good);
    const file = await exportTo('audit.jsonl');
    expect(await verify(file, '--checkpoints', path.join(trail.apart(), other))).toMatchObject({ code: 0 });
    const { code, stdout } = await verify(file, ...apart());
    expect([code, JSON.parse(stdout)]).toMatchObject([
      1,
      { checkpointsApart: 2, fault: { code: 'checkpoint-contradicts', entry: 3 } },
    ]);
  });

  it('files a checkpoint once, also after a restart from a store that does not know of the file', async () => {
    await trail.act(2);
    await trail.keep().look();
    await trail.meddle('update audit_checkpoints set filed_at = null');
    await trail.keep().look();
    expect(await trail.store().audit.unfiled(10)).toEqual([]);
    const checkpoints = (await readdir(trail.apart())).filter((name) => name.startsWith('audit-checkpoint'));
    expect(checkpoints.sort()).toEqual(['audit-checkpoint-000000000002.json', 'audit-checkpoint-000000000003.json']);
  });

  it('goes on under another key where the secret was changed: both verify, and the change is an entry', async () => {
    await trail.act(2);
    await trail.keep().look();
    await trail.act(1);
    trail.pass(3_600_000);
    await trail.keep({ by: openSigner(Buffer.alloc(32, 2)) }).look();
    const events = (await trail.store().audit.list({ limit: 10, before: null, event: 'audit' })).map(
      ({ event }) => event,
    );
    expect(events).toEqual(['audit.key-used-first', 'audit.key-used-first']);
    const { stdout } = await verify(await exportTo('audit.jsonl'));
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      checkpoints: 2,
      keys: [expect.any(String), expect.any(String)],
    });
  });

  it('that was cut before the secret was changed stays sound under the new key, which signs and cuts on', async () => {
    const keeper = trail.keep({ keptDays: 30 });
    await trail.act(3);
    await keeper.look();
    trail.pass(31 * 86_400_000);
    await trail.act(2);
    await keeper.look();
    const other = openSigner(Buffer.alloc(32, 2));
    const later = trail.keep({ by: other, keptDays: 30 });
    for (const days of [1, 1 / 24, 31]) {
      trail.pass(days * 86_400_000);
      await trail.act(2);
      await later.look();
      expect(later.state().fault).toBeNull();
    }
    const keys = [{ key: trailSigner.fingerprint }, { key: other.fingerprint }];
    expect(await trail.store().audit.cuts()).toMatchObject(keys);
    expect(JSON.parse((await verify(await exportTo('audit.jsonl'), ...apart())).stdout)).toMatchObject({ ok: true });
  });

  it('files later what a folder could not take', async () => {
    await trail.act(1);
    await writeFile(trail.apart(), 'a file where the folder should be');
    const keeper = trail.keep();
    await keeper.look();
    expect(await trail.store().audit.unfiled(10)).toHaveLength(1);
    await rm(trail.apart());
    await mkdir(trail.apart());
    await keeper.look();
    expect(await trail.store().audit.unfiled(10)).toHaveLength(0);
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

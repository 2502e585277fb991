// An audit trail that somebody wrote anew or cut short who owns the database: found, never taken back, and never signed again.
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeLine } from '../../../sidecar/src/audit/lines.ts';
import { openSigner } from '../../../sidecar/src/audit/signature.ts';
import { exportTrail } from '../../../sidecar/src/services/audit/export-trail.ts';
import type { ServiceContext } from '../../../sidecar/src/services/service-context.ts';
import { trailSigner, untroubled, useTrail } from '../../support/audit-trail.ts';
import { runCliHere } from '../../support/cli.ts';
import { checkPack, takePack } from '../../support/packs.ts';

const stranger = openSigner(Buffer.alloc(32, 9));
const forged = 'f'.repeat(64);

describe.each(['sqlite', 'postgres'] as const)('the audit trail on %s', (engine) => {
  const trail = useTrail(engine);

  it('that was written anew in its place is signed no more, however consistent it is, nor after a restart', async () => {
    const keeper = trail.keep();
    await trail.act(3);
    await keeper.look();
    const signed = await trail.store().audit.lastCheckpoint();
    expect(signed).toMatchObject({ n: 3 });
    await trail.rewrite();
    await trail.act(1);
    for (const _look of ['the first', 'the second']) {
      trail.pass(3_600_000);
      await keeper.look();
      expect(keeper.state().fault).toEqual({ entry: 3, code: 'checkpoint-contradicts' });
    }
    const restarted = trail.keep();
    await restarted.look();
    expect(restarted.state()).toMatchObject({ fault: { entry: 3, code: 'checkpoint-contradicts' } });
    expect(await trail.store().audit.lastCheckpoint()).toEqual(signed);
    expect(await readdir(trail.apart())).toHaveLength(2);
  });

  it('that was written anew where no checkpoint is left is held against what this process found sound', async () => {
    const keeper = trail.keep({ keptDays: 30 });
    await trail.act(3);
    await keeper.look();
    await trail.rewrite();
    await trail.meddle('delete from audit_checkpoints');
    trail.pass(31 * 86_400_000);
    await keeper.look();
    expect(keeper.state()).toMatchObject({ fault: { entry: 3, code: 'written-anew' } });
    // Nothing is removed behind a marker that would be signed with a forged digest.
    expect([await trail.store().audit.lastCheckpoint(), await trail.store().audit.cuts()]).toEqual([null, []]);
  });

  it('that lost its end, head and all, is found short at the next look and signed no more, nor after a restart', async () => {
    const keeper = trail.keep();
    await trail.act(5);
    await keeper.look();
    const signed = await trail.store().audit.lastCheckpoint();
    await trail.truncate(3);
    await keeper.look();
    expect(keeper.state().fault).toEqual({ entry: 5, code: 'tail-missing' });
    await trail.act(4);
    trail.pass(3_600_000);
    await keeper.look();
    expect(keeper.state().fault).toEqual({ entry: 5, code: 'tail-missing' });
    const restarted = trail.keep();
    await restarted.look();
    expect(restarted.state().fault).toEqual({ entry: 5, code: 'checkpoint-contradicts' });
    await trail.truncate(3);
    const again = trail.keep();
    await again.look();
    expect(again.state().fault).toEqual({ entry: 5, code: 'tail-missing' });
    expect(await trail.store().audit.lastCheckpoint()).toEqual(signed);
  });

  it('that was cut behind the marker of a stranger is signed no more, neither a day later nor after a restart', async () => {
    const keeper = trail.keep();
    await trail.act(4);
    await keeper.look();
    const signed = await trail.store().audit.lastCheckpoint();
    await trail.act(3);
    await trail.cutAs(stranger, { through: 6, digest: forged });
    for (const wait of [3_600_000, 86_400_000]) {
      trail.pass(wait);
      await keeper.look();
      expect(keeper.state().fault).toEqual({ entry: 6, code: 'cut-by-another-key' });
    }
    const restarted = trail.keep();
    await restarted.look();
    expect(restarted.state().fault).toEqual({ entry: 6, code: 'cut-by-another-key' });
    expect(await trail.store().audit.lastCheckpoint()).toEqual(signed);
    // Nor where whoever cut it spoilt what had been signed.
    await trail.meddle("update audit_checkpoints set statement = ''");
    const again = trail.keep();
    await again.look();
    expect(again.state().fault).toEqual({ entry: 6, code: 'checkpoint-unreadable' });
  });

  it('that was cut by a stranger where no checkpoint is left is held against what this process found sound', async () => {
    const keeper = trail.keep();
    await trail.act(4);
    await keeper.look();
    await trail.act(3);
    await trail.cutAs(stranger, { through: 6, digest: forged });
    await trail.meddle('delete from audit_checkpoints');
    trail.pass(86_400_000);
    await keeper.look();
    expect(keeper.state().fault).toEqual({ entry: 6, code: 'cut-by-another-key' });
  });

  it.each([
    ['where only an earlier key had signed for it', openSigner(Buffer.alloc(32, 2)), []],
    ['where the checkpoints up to there are gone', trailSigner, ['delete from audit_checkpoints where number <= 4']],
  ])(
    'that was cut by a stranger well before what this process found sound is found %s',
    async (_where, by, changes) => {
      await trail.act(4);
      await trail.keep().look();
      const keeper = trail.keep({ by });
      await trail.act(3);
      trail.pass(3_600_000);
      await keeper.look();
      const signed = await trail.store().audit.lastCheckpoint();
      expect(signed).toMatchObject({ n: 8, key: by.fingerprint });
      await trail.cutAs(stranger, { through: 5 });
      await trail.meddle(...changes);
      trail.pass(86_400_000);
      await trail.act(1);
      await keeper.look();
      expect(keeper.state().fault).toEqual({ entry: 5, code: 'cut-by-another-key' });
      expect(await trail.store().audit.lastCheckpoint()).toEqual(signed);
    },
  );

  it('that was cut behind a marker of the right key is found where it names another digest than was signed or known', async () => {
    const keeper = trail.keep();
    await trail.act(4);
    await keeper.look();
    await trail.cutAs(trailSigner, { through: 4, digest: forged });
    const restarted = trail.keep();
    await restarted.look();
    expect(restarted.state().fault).toEqual({ entry: 4, code: 'checkpoint-contradicts' });
    await trail.meddle('delete from audit_checkpoints');
    trail.pass(86_400_000);
    await keeper.look();
    expect(keeper.state().fault).toEqual({ entry: 4, code: 'written-anew' });
  });

  it.each([
    ['is not as it was signed', 'signature-wrong', { digest: '0'.repeat(64) }, 2],
    ['is signed by a stranger', 'key-unknown', { key: 'a'.repeat(64) }, 2],
    ['stands in the place of another', 'checkpoint-out-of-place', { n: 9 }, 9],
  ])('is found broken where a checkpoint %s', async (_what, code, change, entry) => {
    await trail.act(2);
    await trail.keep().look();
    const signed = await trail.store().audit.lastCheckpoint();
    if (signed?.kind !== 'checkpoint') throw new Error('nothing was signed');
    const said = trailSigner.sign({
      kind: 'checkpoint' as const,
      v: 1 as const,
      n: entry,
      digest: signed.digest,
      at: signed.at,
    });
    await trail.meddle(`update audit_checkpoints set statement = '${writeLine({ ...said, ...change })}'`);
    const restarted = trail.keep();
    await restarted.look();
    expect(restarted.state().fault).toEqual({ entry, code });
  });

  it.each([
    ['the last', 5, 5],
    ['an earlier one', 2, 2],
  ])(
    'is found broken where %s of its checkpoints cannot be read, and is signed no more',
    async (_which, row, entry) => {
      const keeper = trail.keep();
      for (const count of [2, 2]) {
        await trail.act(count);
        trail.pass(3_600_000);
        await keeper.look();
      }
      await trail.meddle(`update audit_checkpoints set statement = '{"no":"checkpoint"}' where number = ${row}`);
      const before = await trail.store().audit.lastCheckpoint();
      await trail.act(1);
      trail.pass(86_400_000);
      const restarted = trail.keep();
      for (const one of [keeper, restarted]) {
        await one.look();
        expect(one.state().fault).toEqual({ entry, code: 'checkpoint-unreadable' });
      }
      expect(await trail.store().audit.lastCheckpoint()).toEqual(before);
      expect(await verifyExport()).toMatchObject({ ok: false, fault: { code: 'line-not-understood', entry } });
    },
  );

  it('is found broken where the last checkpoint cannot be read though nothing is new', async () => {
    const keeper = trail.keep();
    await trail.act(2);
    await keeper.look();
    await trail.act(1);
    trail.pass(3_600_000);
    await keeper.look();
    await trail.meddle("update audit_checkpoints set statement = '' where number = 4");
    await keeper.look();
    expect(keeper.state().fault).toEqual({ entry: 4, code: 'checkpoint-unreadable' });
  });

  it('is found broken where the marker of removed entries cannot be read, and the rest of it can still be exported', async () => {
    await trail.act(4);
    await trail.keep({ keptDays: 30 }).look();
    trail.pass(31 * 86_400_000);
    await trail.act(2);
    await trail.keep({ keptDays: 30 }).look();
    await trail.meddle("update audit_cuts set statement = 'gone'");
    const restarted = trail.keep();
    await restarted.look();
    expect(restarted.state().fault).toEqual({ entry: 5, code: 'cut-unreadable' });
    expect(await verifyExport()).toMatchObject({ ok: false, fault: { code: 'line-not-understood', line: 2 } });
  });

  it('is sealed as broken once that is known: neither an export nor a pack verifies then, however consistent it is', async () => {
    const keeper = trail.keep();
    await trail.act(3);
    await keeper.look();
    const by = { signer: trailSigner, state: keeper.state };
    expect(await verifyExport(by)).toMatchObject({ ok: true });
    await trail.rewrite();
    await trail.meddle('delete from audit_checkpoints');
    trail.pass(86_400_000);
    await keeper.look();
    const known = { entry: 3, code: 'written-anew' };
    expect(keeper.state().fault).toEqual(known);
    const fault = { code: 'sealed-as-broken', entry: 3 };
    expect(await verifyExport(by)).toMatchObject({ ok: false, fault });
    const pack = await checkPack(await takePack(trail.store(), { by }));
    expect(pack).toMatchObject({ fault: { ...fault, file: 'audit.jsonl' } });
  });

  async function verifyExport(by: ServiceContext['trail'] = untroubled): Promise<unknown> {
    const file = path.join(trail.folder(), 'audit.jsonl');
    const { audit } = trail.store();
    const lines: string[] = [];
    for await (const line of exportTrail({ audit, trail: by, names: true }, null)) lines.push(line);
    await writeFile(file, lines);
    return JSON.parse((await runCliHere(['audit', 'verify', file, '--json'])).stdout);
  }
});

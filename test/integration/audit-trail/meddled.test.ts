// An audit trail that somebody wrote anew or cut short who owns the database: found, never taken back, and never signed again.
import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { writeLine } from '../../../sidecar/src/audit/lines.ts';
import { trailSigner, useTrail } from '../../support/audit-trail.ts';

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

  it.each([
    ['is not as it was signed', 'signature-wrong', { digest: '0'.repeat(64) }, 2],
    ['is signed by a stranger', 'key-unknown', { key: 'a'.repeat(64) }, 2],
    ['stands in the place of another', 'checkpoint-out-of-place', { n: 9 }, 9],
  ])('is found broken where a checkpoint %s', async (_what, code, change, entry) => {
    await trail.act(2);
    await trail.keep().look();
    const signed = await trail.store().audit.lastCheckpoint();
    if (signed === null) throw new Error('nothing was signed');
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
});

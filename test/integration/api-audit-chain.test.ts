// How the audit trail stands, over the API: told also where what was signed about it cannot be read any more.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSigner } from '../../sidecar/src/audit/signature.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

let harness: ApiHarness;
beforeAll(async () => {
  harness = await startApi();
});
afterAll(() => harness.close());

it('names the checkpoint that cannot be read, and the last that can', async () => {
  const { audit } = harness.store;
  const signer = openSigner(Buffer.alloc(32, 1));
  const at = harness.now();
  for (const n of [1, 2, 3]) {
    const { digest } = await audit.append({ at, actor: 'ada', event: 'policy.saved', details: {} });
    const said = signer.sign({ kind: 'checkpoint' as const, v: 1 as const, n, digest, at });
    await audit.saveCheckpoint(n === 3 ? { ...said, digest: 'damaged' } : said);
  }
  const response = await harness.call('GET', '/audit/chain');
  expect(response.statusCode).toBe(200);
  expect(response.json()).toMatchObject({
    fault: { entry: 3, code: 'checkpoint-unreadable', message: expect.stringMatching(/cannot be read/) },
    checkpoint: { entry: 2 },
  });
});

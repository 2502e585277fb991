// The store's contract on webhooks: what became of deliveries, one row a verdict, whoever adds to it.
import { expect, it } from 'vitest';
import { inspectStore } from '../../../sidecar/src/store/inspect.ts';
import { type Given, later, noon } from './given.ts';

export function describeWebhooks(given: () => Given): void {
  it('counts deliveries by verdict, and tells the last of each', async () => {
    const { store, address } = given();
    const none = (await inspectStore(address))?.deliveries;
    expect(none).toEqual({ accepted: null, refused: null });
    const accepted = { verdict: 'accepted', event: 'user_created' } as const;
    await Promise.all([1, 2].map((count) => store.webhooks.note({ ...accepted, at: noon, count })));
    await store.webhooks.note({ ...accepted, event: null, at: later(3), count: 4 });
    await store.webhooks.note({ verdict: 'refused', event: null, at: later(1), count: 1 });
    expect((await inspectStore(address))?.deliveries).toEqual({
      accepted: { lastAt: later(3), lastEvent: null, total: 7 },
      refused: { lastAt: later(1), lastEvent: null, total: 1 },
    });
  });
}

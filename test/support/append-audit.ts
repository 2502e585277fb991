// A second writer of the audit trail with an event loop of its own, as another process would be.
import { workerData } from 'node:worker_threads';
import type { DatabaseAddress } from '../../sidecar/src/store/database.ts';
import { openStore } from '../../sidecar/src/store/open.ts';

export interface Appending {
  readonly address: DatabaseAddress;
  readonly count: number;
  readonly at: string;
}

const { address, count, at }: Appending = workerData;
const store = await openStore(address);
for (let number = 0; number < count; number += 1) {
  await store.audit.append({ at, actor: 'bob', event: 'event', details: { number } });
}
await store.close();

// The suite about large sites: 50,000 accounts pass through without staying in memory.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { site } from '../../support/confluence-tables/site.ts';
import type { GivenSites } from './given.ts';

const people = 50_000;

export function describeSize({ engine, create, connect }: GivenSites): void {
  it(`reads ${people} accounts and their memberships in flat memory`, async () => {
    const database = await create({ rows: { ...site, cwd_user: [], cwd_membership: [], user_mapping: [] } });
    const [numbers, n, text] =
      engine === 'postgres'
        ? [`generate_series(1, ${people}) as s (n)`, 'n', 'n::text']
        : [`seq_1_to_${people}`, 'seq', 'seq'];
    await database.run(`insert into cwd_user (id, user_name, lower_user_name, active, directory_id, display_name, email_address)
      select ${n}, concat('User-', ${text}), concat('user-', ${text}), 'T', 1, concat('Somebody called ', ${text}),
      concat('user-', ${text}, '@example.org') from ${numbers}`);
    await database.run(
      `insert into user_mapping select concat('key-', ${text}), concat('user-', ${text}), concat('user-', ${text}) from ${numbers}`,
    );
    await database.run(
      `insert into cwd_membership (id, parent_id, child_user_id) select ${n}, 108, ${n} from ${numbers}`,
    );
    await database.run('insert into cwd_membership (id, parent_id, child_group_id) values (0, 107, 108)');
    const port = connect({ url: await database.createReader() });
    const startedAt = performance.now();
    const [accounts, memberships] = await port.read(async (reading) => [
      await watchHeap(reading.accounts()),
      await watchHeap(reading.memberships()),
    ]);
    const seconds = (performance.now() - startedAt) / 1000;
    expect(accounts.rows).toBe(people);
    expect(memberships.rows).toBe(2 * people);
    process.stdout.write(
      `${engine}: ${people} accounts and ${memberships.rows} memberships in ${seconds.toFixed(1)} s, heap grew by ${accounts.grownKb} and ${memberships.grownKb} kB\n`,
    );
    // One batch held back would be 300 kB and more, all of them 15 MB.
    expect(Math.max(accounts.grownKb, memberships.grownKb)).toBeLessThan(2_000);
  });
}

/** How much more lives on the heap near the end than near the start, what nobody needs any more swept away. */
async function watchHeap(batches: AsyncIterable<readonly unknown[]>): Promise<{ rows: number; grownKb: number }> {
  setFlagsFromString('--expose-gc');
  const sweep = runInNewContext('gc') as () => void;
  const heap: number[] = [];
  let rows = 0;
  let count = 0;
  for await (const batch of batches) {
    rows += batch.length;
    count += 1;
    if (count % 10 !== 0) continue;
    sweep();
    heap.push(process.memoryUsage().heapUsed);
  }
  const [early = 0] = heap;
  return { rows, grownKb: Math.round(((heap.at(-1) ?? 0) - early) / 1024) };
}

// Two opinions on criteria, the compiled SQL and the domain's own `matches`, agree on everybody on both engines.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asksForUnsynced, type Criteria } from '../../sidecar/src/domain/criteria/leaves.ts';
import { matches, type Verdict } from '../../sidecar/src/domain/criteria/matches.ts';
import type { UserKey } from '../../sidecar/src/domain/user.ts';
import { readKnowledge } from '../../sidecar/src/store/knowledge.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import type { Store } from '../../sidecar/src/store/store.ts';
import { startDatabases, type TestDatabases } from '../support/databases.ts';
import { addWorld } from './store/add-world.ts';
import { world } from './store/criteria.ts';
import { gather, noon } from './store/given.ts';

describe.each([
  { engine: 'sqlite', numRuns: 400 },
  { engine: 'postgres', numRuns: 150 },
] as const)('criteria on $engine', ({ engine, numRuns }) => {
  let databases: TestDatabases;
  let store: Store;
  beforeAll(async () => {
    databases = await startDatabases(engine);
    store = await openStore(await databases.create());
  });
  afterAll(async () => {
    await store.close();
    await databases.stop();
  });

  it('answer for every person what the domain answers', async () => {
    const answers: Record<Verdict, number> = { yes: 0, no: 0, unknown: 0 };
    await fc.assert(
      fc.asyncProperty(world, async (generated) => {
        const { snapshotId, trees } = await addWorld(store, generated);
        for (const tree of trees) {
          const [bySql, byDomain] = await askBoth(store, snapshotId, tree);
          expect(bySql).toEqual(byDomain);
          for (const verdict of byDomain.values()) answers[verdict] += 1;
        }
      }),
      { numRuns },
    );
    // A property that only ever sees one answer proves nothing.
    for (const count of Object.values(answers)) expect(count).toBeGreaterThan(numRuns);
  });
});

type Answers = Map<UserKey, Verdict>;

async function askBoth(store: Store, snapshotId: number, criteria: Criteria): Promise<[Answers, Answers]> {
  const select = async (asked: Criteria, verdict: 'yes' | 'unknown') =>
    (await gather(store.snapshots.select({ snapshotId, criteria: asked, now: noon, verdict }))).flat();
  const listed = await select({ all: [] }, 'yes');
  const gone = await select({ all: [{ any: [{ all: [] }, { unsynced: true }] }] }, 'yes');
  const everybody = asksForUnsynced(criteria) ? gone : listed;
  const yes = new Set((await select(criteria, 'yes')).map(({ user }) => user.userKey));
  const unknown = new Set((await select(criteria, 'unknown')).map(({ user }) => user.userKey));
  const context = { now: noon, ...(await readKnowledge(store, { snapshotId, criteria })) };

  const mayAnswer = new Set(everybody.map(({ user }) => user.userKey));
  expect([...yes, ...unknown].filter((userKey) => !mayAnswer.has(userKey))).toEqual([]);
  const bySql: Answers = new Map();
  const byDomain: Answers = new Map();
  for (const person of everybody) {
    const { userKey } = person.user;
    bySql.set(userKey, yes.has(userKey) ? 'yes' : unknown.has(userKey) ? 'unknown' : 'no');
    byDomain.set(userKey, matches(criteria, person, context).verdict);
  }
  return [bySql, byDomain];
}

// Stores a generated world as a snapshot of its own, with keys nobody has had before.
import type { Criteria } from '../../../sidecar/src/domain/criteria/leaves.ts';
import { nameDirectory } from '../../../sidecar/src/domain/directory.ts';
import type { LicenceFinding } from '../../../sidecar/src/domain/licence/figures.ts';
import type { UserKey } from '../../../sidecar/src/domain/user.ts';
import { accountsSource, type DirectoryFault, namesSource } from '../../../sidecar/src/store/accounts.ts';
import type { EvidenceReading } from '../../../sidecar/src/store/snapshots.ts';
import type { Store } from '../../../sidecar/src/store/store.ts';
import { makeAccount } from '../../support/people.ts';
import { directoryNames, type GeneratedWorld, keyPlaceOf } from './criteria.ts';
import { at, noon } from './given.ts';

export interface StoredWorld {
  readonly snapshotId: number;
  /** With the keys of people in their places. */
  readonly trees: readonly Criteria[];
}

let worlds = 0;
const prepared = new WeakSet<Store['fields']>();

/** Sightings of one generated world must not reach into the next, so every key is new. */
export async function addWorld(store: Store, world: GeneratedWorld): Promise<StoredWorld> {
  const { people, groups, accounts } = world;
  worlds += 1;
  const keys = people.map((_, index) => `world-${worlds}-${index}` as UserKey);
  const id = await store.snapshots.begin({ hostId: 'host', startedAt: noon });
  for (const [index, { user, firstRead, secondReadAt, onlyLoginAt }] of people.entries()) {
    const userKey = at(keys, index);
    await store.snapshots.addUsers(id, [{ ...user, userKey, status: firstRead.status }], firstRead.at);
    await store.snapshots.addUsers(id, [{ ...user, userKey, onlyLoginAt }], secondReadAt);
  }
  await store.snapshots.addGroups(id, groups);
  const memberships = people.flatMap((person, index) =>
    person.groups.map((membership) => ({ ...membership, userKey: at(keys, index) })),
  );
  await store.snapshots.addMemberships(id, memberships);
  await addAccounts(store, id, world, keys);
  await tell(store, world, keys);
  await store.snapshots.addDirectoryFaults(id, faultsOf(world, keys));
  const reading = { reason: null, count: 0, readAt: noon };
  const licence = licenceOf(world, keys);
  await store.snapshots.finish(id, {
    finishedAt: noon,
    sources: [
      { ...reading, source: namesSource, state: world.namesTold ? 'complete' : 'failed' },
      ...(accounts === null ? [] : [{ ...reading, source: accountsSource, state: accounts }]),
      {
        ...reading,
        source: 'database.logins',
        state: 'complete',
        evidence: makeEvidenceReading(world.onlyLoginsTold ? { onlyLogins: 0 } : {}),
      },
    ],
    ...(licence === null ? {} : { licence }),
  });
  return { snapshotId: id, trees: world.trees.map((tree) => placeKeys(tree, keys)) };
}

async function addAccounts(store: Store, id: number, { people }: GeneratedWorld, keys: readonly UserKey[]) {
  const directories = directoryNames.map((name) => ({
    ...nameDirectory(name),
    kind: 'internal' as const,
    toldBy: ['database' as const],
    accounts: 'complete' as const,
  }));
  await store.snapshots.addDirectories(id, directories);
  const records = people.flatMap((person, index) =>
    person.accounts.map(({ place, effective }) => ({
      userKey: at(keys, index),
      account: makeAccount(directoryNames[place] ?? directoryNames[0], { effective }),
    })),
  );
  await store.snapshots.addAccounts(id, records);
}

/** A name that no list has belongs to a key that no list has. */
function faultsOf({ unsynced, people }: GeneratedWorld, keys: readonly UserKey[]): DirectoryFault[] {
  return unsynced.map((one, index) => {
    const [username, userKey] =
      typeof one === 'number'
        ? [at(people, one).user.username, at(keys, one)]
        : [one, `world-${worlds}-gone-${index}` as UserKey];
    return { kind: 'unsynced', userKey, username, directory: null };
  });
}

/** Fields and lists are no part of a snapshot: keys of people are new, the list is written anew. */
async function tell({ fields, userLists }: Store, { people, listRows }: GeneratedWorld, keys: readonly UserKey[]) {
  const values = people.flatMap(({ fieldValue }, index) =>
    fieldValue === null ? [] : [{ userKey: at(keys, index), value: fieldValue }],
  );
  if (!prepared.has(fields)) {
    prepared.add(fields);
    for (const key of ['field', 'deleted']) await fields.define({ key, name: key, kind: 'text', place: 0 }, noon);
    await fields.set({ key: 'deleted', values, replace: true, at: noon });
    await fields.remove('deleted', noon);
  }
  await fields.set({ key: 'field', values, replace: false, at: noon });
  const rows = listRows.map((row, line) => {
    const named = typeof row === 'number' ? at(keys, row) : null;
    const name = typeof row === 'number' ? `row ${row}` : row === keyPlaceOf(0) ? at(keys, 0) : row;
    return { line, name, userKey: named };
  });
  await userLists.save({ name: 'leavers', rows, at: noon });
}

function makeEvidenceReading(parts: Partial<EvidenceReading>): EvidenceReading {
  const none = { count: 0, examples: [] };
  const claim = { kind: 'login', importance: 'required', users: 'all', since: null, asOf: null, stale: false } as const;
  return { ...claim, usersTold: 0, unmatched: none, unusable: none, recentElsewhere: 0, missed: 0, ...parts };
}

function licenceOf({ licence }: GeneratedWorld, keys: readonly UserKey[]): LicenceFinding | null {
  if (licence === null) return null;
  const holders = licence.holders.flatMap(([index, certain]) => {
    const userKey = keys[index];
    return userKey === undefined ? [] : [{ userKey, certain }];
  });
  return {
    licence: { ...licence, holders },
    figures: { seats: 0, unknown: 0, groups: [], own: { seats: 0, only: 0 } },
    host: { used: null, most: null, remaining: null },
    asked: [],
  };
}

function placeKeys(tree: Criteria, keys: readonly UserKey[]): Criteria {
  const text = keys.reduce(
    (one, key, index) => one.replaceAll(JSON.stringify(keyPlaceOf(index)), JSON.stringify(key)),
    JSON.stringify(tree),
  );
  return JSON.parse(text) as Criteria;
}

// Reading the first users of a directory back: what counts is what their turn did, not what was done before a pause.
import { expect, it } from 'vitest';
import { makePerson } from '../../../../test/support/people.ts';
import type { HostChange } from '../../domain/action.ts';
import { imagePerson } from '../../domain/plan/before-image.ts';
import type { Outcome } from '../../domain/run.ts';
import type { StoredEntry } from '../../store/runs.ts';
import { openCanaries } from './canary.ts';

const applied: Outcome = { kind: 'applied' };
const exempt: Outcome = { kind: 'refused', guard: 'exempt-user' };
const removal: HostChange = { kind: 'remove-from-group', group: 'licensed' };
const disabling: HostChange = { kind: 'disable' };

type Done = readonly (readonly [HostChange, Outcome | null])[];

function entryOf(personId: number, done: Done): StoredEntry {
  const person = makePerson({ username: `user-${personId}` });
  return {
    personId,
    userKey: person.user.userKey,
    createdKey: null,
    username: person.user.username,
    displayName: person.user.displayName,
    fate: 'planned',
    before: imagePerson(person),
    trace: { combine: 'all', verdict: 'yes', children: [] },
    steps: done.map(([change, outcome], position) => ({
      id: personId * 10 + position,
      position,
      change,
      disposition: { kind: 'planned' },
      outcome,
      verification: null,
      attempts: outcome === null ? 0 : 1,
      finishedAt: null,
    })),
    notes: [],
  };
}

/** Confluence shows everybody as active and in the group, whatever was done to them. */
function open() {
  const stored = new Map<number, StoredEntry>();
  const canaries = openCanaries({
    store: { runs: { entries: async ({ after }) => [...stored.values()].filter((one) => one.personId === after + 1) } },
    reads: {
      readUser: async (userKey) => ({ ...makePerson({ userKey }).user }),
      readGroupsOf: async () => ['licensed'],
    },
    clock: { sleep: async () => undefined },
    run: { id: 1, mode: 'live' },
  });
  return {
    take: (personId: number, { before, after }: { before: Done; after: Done }) =>
      canaries.take(entryOf(personId, before), async () => {
        stored.set(personId, entryOf(personId, after));
        return 'answered';
      }),
  };
}

it('leaves the rest alone after three users in a row whose turn had no effect', async () => {
  const { take } = open();
  const turn = { before: [[disabling, null]], after: [[disabling, applied]] } satisfies Record<string, Done>;
  expect(await take(1, turn)).toBe('answered');
  expect(await take(2, turn)).toBe('answered');
  expect(await take(3, turn)).toBe('answered');
  expect(await take(4, turn)).toBe('left-alone');
});

it('takes no change for one without effect that was made before a pause and taken back by hand since', async () => {
  const { take } = open();
  const spared = {
    before: [
      [removal, applied],
      [disabling, null],
    ],
    after: [
      [removal, applied],
      [disabling, exempt],
    ],
  } satisfies Record<string, Done>;
  for (const personId of [1, 2, 3, 4]) expect(await take(personId, spared)).toBe('answered');
});

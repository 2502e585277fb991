// A reading told as text: each source that was not read in full is named with the reason in words.
import { expect, it } from 'vitest';
import { describeReading } from './describe-reading.ts';

it('says in words that some groups could not be read, and what is therefore not known', () => {
  const told = describeReading({
    id: 1,
    startedAt: '2026-03-02T02:00:00.000Z',
    hostId: 'a',
    finishedAt: '2026-03-02T02:01:00.000Z',
    ageSeconds: 60,
    accounts: {
      known: 'untold',
      faults: {
        shadowed: null,
        'spelled-differently': null,
        unsynced: null,
        'no-folded-name': null,
        'shared-folded-name': null,
      },
    },
    userCount: 10,
    groupCount: 3,
    sources: [
      {
        source: 'groups.members',
        state: 'partial',
        reason: 'group_unreadable',
        count: 3,
        readAt: '2026-03-02T02:01:00.000Z',
      },
    ],
  });
  expect(told).toContain(
    'incomplete: groups.members, 3 read. Some groups could not be read: who is in them is not known.',
  );
});

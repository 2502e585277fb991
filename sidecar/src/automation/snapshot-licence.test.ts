// When the licence of a snapshot is asked about: who grants at once, the host's count of seats when everybody was read.
import { expect, it } from 'vitest';
import type { LicenceSources } from '../adapters/ports.ts';
import { readLicence } from './snapshot-licence.ts';

it("asks for the host's count of seats last, so that whoever came while everybody was read is in it", async () => {
  const asked: string[] = [];
  const sources: LicenceSources = {
    witnesses: [
      {
        witness: 'permissions',
        read: async () => {
          asked.push('who grants');
          return { groups: [{ name: 'confluence-users', below: null }], users: [], displayNames: [] };
        },
      },
    ],
    count: async () => {
      asked.push('count');
      return { used: 7, most: 10, remaining: 3 };
    },
  };
  const licence = readLicence({ sources, declared: null });
  await new Promise(setImmediate);
  asked.push('everybody was read');
  const { host } = await licence.judge([], { groups: [], membersOf: () => [] });
  expect(asked).toEqual(['who grants', 'everybody was read', 'count']);
  expect(host).toEqual({ used: 7, most: 10, remaining: 3 });
});

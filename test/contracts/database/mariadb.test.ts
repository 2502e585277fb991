// The port to Confluence's database on a real MariaDB.
import { describe } from 'vitest';
import { describeActivity } from './activity.ts';
import { giveSites } from './given.ts';
import { describeGroups } from './groups.ts';
import { describePeople } from './people.ts';

describe("Confluence's database on MariaDB", () => {
  const given = giveSites('mariadb');
  describe('people', () => describePeople(given));
  describe('groups', () => describeGroups(given));
  describe('activity', () => describeActivity(given));
});

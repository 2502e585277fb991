// The port to Confluence's database on a real PostgreSQL.
import { describe } from 'vitest';
import { describeActivity } from './database/activity.ts';
import { giveSites } from './database/given.ts';
import { describeGroups } from './database/groups.ts';
import { describePeople } from './database/people.ts';

describe("Confluence's database on PostgreSQL", () => {
  const given = giveSites('postgres');
  describe('people', () => describePeople(given));
  describe('groups', () => describeGroups(given));
  describe('activity', () => describeActivity(given));
});

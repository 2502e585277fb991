// The port to Confluence's database on a real PostgreSQL.
import { describe } from 'vitest';
import { describeActivity } from './database/activity.ts';
import { describeDropped } from './database/dropped.ts';
import { giveSites } from './database/given.ts';
import { describeGroups } from './database/groups.ts';
import { describeNoWrite } from './database/no-write.ts';
import { describePeople } from './database/people.ts';
import { describePostgresWays } from './database/postgres-ways.ts';
import { describeSafety } from './database/safety.ts';
import { describeSize } from './database/size.ts';
import { describeStatements } from './database/statements.ts';

describe("Confluence's database on PostgreSQL", () => {
  const given = giveSites('postgres');
  describe('people', () => describePeople(given));
  describe('groups', () => describeGroups(given));
  describe('activity', () => describeActivity(given));
  describe('no write', () => describeNoWrite(given));
  describe('safety', () => describeSafety(given));
  describe('printed statements', () => describeStatements(given));
  describe('answers of printed statements', () => describeDropped(given));
  describe('own ways', () => describePostgresWays(given));
  describe('size', () => describeSize(given));
});

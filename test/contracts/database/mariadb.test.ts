// The port to Confluence's database on a real MariaDB, of Debian's package; without it these tests are skipped aloud.
import { describe, it } from 'vitest';
import { whyNoMariadb } from '../../support/mariadb.ts';
import { describeActivity } from './activity.ts';
import { describeDropped } from './dropped.ts';
import { giveSites } from './given.ts';
import { describeGroups } from './groups.ts';
import { describeMariadbWays } from './mariadb-ways.ts';
import { describeNoWrite } from './no-write.ts';
import { describePeople } from './people.ts';
import { describeSafety } from './safety.ts';
import { describeSize } from './size.ts';
import { describeStatements } from './statements.ts';

const reason = whyNoMariadb();

describe("Confluence's database on MariaDB", () => {
  if (reason !== null) {
    it('is read as on PostgreSQL', (context) => context.skip(reason));
    return;
  }
  const given = giveSites('mariadb');
  describe('people', () => describePeople(given));
  describe('groups', () => describeGroups(given));
  describe('activity', () => describeActivity(given));
  describe('no write', () => describeNoWrite(given));
  describe('safety', () => describeSafety(given));
  describe('printed statements', () => describeStatements(given));
  describe('answers of printed statements', () => describeDropped(given));
  describe('own ways', () => describeMariadbWays(given));
  describe('size', () => describeSize(given));
});

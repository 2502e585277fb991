// The store's contract: one suite that SQLite and a real PostgreSQL pass alike.
import { describe } from 'vitest';
import { describeAccounts } from './store/accounts.ts';
import { describeBeacon } from './store/beacon.ts';
import { describeEvents } from './store/events.ts';
import { describeEvidence } from './store/evidence.ts';
import { describeExemptions } from './store/exemptions.ts';
import { describeFinding } from './store/finding.ts';
import { giveStores } from './store/given.ts';
import { describeHandOvers } from './store/hand-overs.ts';
import { describeJournal } from './store/journal.ts';
import { describeLicence } from './store/licence.ts';
import { describeNewcomers } from './store/newcomers.ts';
import { describePlans } from './store/plans.ts';
import { describePolicies } from './store/policies.ts';
import { describeRebounds } from './store/rebounds.ts';
import { describeRuns } from './store/runs.ts';
import { describeSimulations } from './store/simulations.ts';
import { describeSnapshots } from './store/snapshots.ts';
import { describeAudit, describeOpening, describeOutbox, describeSettings } from './store/surroundings.ts';
import { describeTold } from './store/told.ts';
import { describeUnknown } from './store/unknown.ts';

describe.each(['sqlite', 'postgres'] as const)('the store on %s', (engine) => {
  const given = giveStores(engine);

  describe('opening', () => describeOpening(given));
  describe('snapshots', () => describeSnapshots(given));
  describe('finding users', () => describeFinding(given));
  describe('accounts', () => describeAccounts(given));
  describe('evidence', () => describeEvidence(given));
  describe('exemptions', () => describeExemptions(given));
  describe('page beacon', () => describeBeacon(given));
  describe('licence', () => describeLicence(given));
  describe('what administrators tell', () => describeTold(given));
  describe('policies', () => describePolicies(given));
  describe('events', () => describeEvents(given));
  describe('runs', () => describeRuns(given));
  describe('plans', () => describePlans(given));
  describe('newcomers', () => describeNewcomers(given));
  describe('unknown users of plans', () => describeUnknown(given));
  describe('rebounds', () => describeRebounds(given));
  describe('hand-over list', () => describeHandOvers(given));
  describe('simulations', () => describeSimulations(given));
  describe('journal', () => describeJournal(given));
  describe('outbox', () => describeOutbox(given));
  describe('settings', () => describeSettings(given));
  describe('audit', () => describeAudit(given));
});

// Where the licence is going, over the API: tiers and prices entered by hand, the forecast, and lines that are told of once.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LicenceDay } from '../../sidecar/src/domain/licence/day.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { createMovableClock } from '../support/clock.ts';
import { type Sidecar, startSidecar } from '../support/sidecar.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

const dayMs = 86_400_000;
const terms = {
  currency: 'EUR',
  tiers: [
    { seats: 500, price: 10_000 },
    { seats: 1000, price: 18_000 },
    { seats: null, price: 40_000 },
  ],
  renewal: '2026-04-01',
};

let harness: ApiHarness;
beforeAll(async () => {
  harness = await startApi();
});
afterAll(() => harness.close());

const outlook = async () => (await harness.call('GET', '/licence/outlook')).json();

function dayAgo(days: number, seats: number | null): LicenceDay {
  const readAt = new Date(Date.parse(harness.now()) - days * dayMs).toISOString();
  const standing = { active: 1, inactive: 1, unknown: 1, protected: 1, disabled: 1 };
  return { day: readAt.slice(0, 10), readAt, seats, seatsUnknown: 4, hostUsed: null, most: 1000, ...standing };
}

describe('the outlook', () => {
  it('says nothing of seats before Confluence was read, and has no price of its own', async () => {
    const nothing = { asOf: null, seats: null, seatsUnknown: null, most: null };
    expect(await outlook()).toEqual({ ...nothing, terms: null, forecast: null, now: null, atRenewal: null });
  });

  it('forecasts nothing before there is enough history, and says what is missing', async () => {
    await harness.store.licenceDays.note(dayAgo(0, 600));
    const answer = await harness.call('PUT', '/licence/terms', terms);
    expect([answer.statusCode, answer.json().forecast]).toEqual([
      200,
      { kind: 'not-enough-history', readings: 1, neededReadings: 10, spanDays: 0, neededDays: 28 },
    ]);
    expect((await outlook()).atRenewal).toBeNull();
  });

  it('forecasts the day of the renewal and says what the next tier down takes and saves, now and then', async () => {
    for (let days = 40; days > 0; days -= 1) await harness.store.licenceDays.note(dayAgo(days, 600 - days));
    const found = await outlook();
    expect(found.forecast).toMatchObject({
      kind: 'forecast',
      day: '2026-04-01',
      seats: 630,
      perMonth: 30,
      readings: 41,
    });
    const [small, current] = terms.tiers;
    expect(found.now).toEqual({ current, needed: current, nextDown: { tier: small, toFree: 100, saving: 8000 } });
    expect(found.atRenewal.nextDown).toEqual({ tier: small, toFree: 130, saving: 8000 });
  });

  it('forecasts nothing for a renewal that has passed', async () => {
    const past = { ...terms, renewal: '2026-03-01' };
    expect((await harness.call('PUT', '/licence/terms', past)).json()).toMatchObject({
      forecast: null,
      atRenewal: null,
    });
  });

  it('refuses tiers that do not ascend and keeps those it has, and leaves an audit entry without prices', async () => {
    const tiers = [...terms.tiers].reverse();
    const refused = await harness.call('PUT', '/licence/terms', { ...terms, tiers });
    expect([refused.statusCode, refused.json().error.code]).toEqual([422, 'licence_terms_wrong']);
    expect(refused.json().error.details.map(({ path }: { path: string }) => path)).toEqual([
      'tiers[1].seats',
      'tiers[2].seats',
    ]);
    expect((await outlook()).terms.tiers).toEqual(terms.tiers);
    const [entry] = await harness.store.audit.list({ limit: 1, before: null });
    expect(entry).toMatchObject({
      actor: 'ada',
      event: 'settings.licence-terms-changed',
      details: { tiers: 3, renewal: '2026-03-01' },
    });
  });
});

describe('a line for the seats', () => {
  it('needs a share or a number, and mail addresses where somebody is to be told', async () => {
    const set = (rule: object | null) => harness.call('PUT', '/licence/alert', { rule });
    expect((await set({ percent: null, seats: null, to: [] })).json().error.code).toBe('licence_alert_wrong');
    for (const address of ['nobody', 'ada@example.com, bob@example.com', 'Ada <ada@example.com>', 'a@b\nc']) {
      const refused = await set({ percent: 90, seats: null, to: [address] });
      expect([address, refused.statusCode]).toEqual([address, 400]);
    }
    const rule = { percent: 90, seats: null, to: ['ada@example.com'] };
    expect((await set(rule)).json()).toEqual({ rule, raised: [], mailFailures: [] });
    expect((await set(null)).json()).toEqual({ rule: null, raised: [], mailFailures: [] });
  });
});

describe('a crossing', () => {
  let lab: Lab | null = null;
  let sidecar: Sidecar | null = null;
  afterEach(async () => {
    await sidecar?.close();
    await lab?.close();
    [sidecar, lab] = [null, null];
  });

  it('is raised once while it lasts, and ends when its line is taken away', async () => {
    const clock = createMovableClock('2026-03-01T02:00:00.000Z');
    lab = await startLab({ users: 40 });
    sidecar = await startSidecar({ lab, clock });
    const { store, takeSnapshot } = sidecar.context;
    const by = { by: 'ada', at: clock.now() };
    await takeSnapshot();
    expect(await store.licenceAlerts.raised()).toEqual([]);
    await store.settings.set('licenceAlert', { percent: null, seats: 3, to: [] }, by);
    for (let reading = 0; reading < 3; reading += 1) {
      clock.advanceMs(dayMs);
      await takeSnapshot();
    }
    const raised = await store.licenceAlerts.raised();
    expect(raised).toMatchObject([{ line: 'seats', threshold: 3, most: lab.world.licenceSeats }]);
    expect(raised[0]?.raisedAt.slice(0, 10)).toBe('2026-03-02');
    await store.settings.set('licenceAlert', null, by);
    await takeSnapshot();
    expect(await store.licenceAlerts.raised()).toEqual([]);
  });
});

// The licence day by day: written after each reading, in counts that name nobody, and asked for over the API by range.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { describeOverview } from '../../sidecar/src/services/overview.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { createMovableClock } from '../support/clock.ts';
import { type Sidecar, startSidecar } from '../support/sidecar.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
  [sidecar, lab] = [null, null];
});

describe('the history of the licence', () => {
  it('has a row for each day on which Confluence was read, with the figures of the first page and the seats', async () => {
    const clock = createMovableClock('2026-03-01T02:00:00.000Z');
    lab = await startLab({ users: 60 });
    sidecar = await startSidecar({ lab, clock });
    const { store, config, takeSnapshot } = sidecar.context;
    await takeSnapshot();
    clock.advanceMs(2 * 86_400_000);
    const snapshot = await takeSnapshot();
    clock.advanceMs(3_600_000);
    await takeSnapshot();

    const days = await store.licenceDays.between({ from: '2026-03-01', to: '2026-03-31' });
    expect(days.map(({ day }) => day)).toEqual(['2026-03-01', '2026-03-03']);
    const { standing } = await describeOverview({ store, clock, config }, 90);
    const finding = await store.snapshots.licence(snapshot.id);
    expect(days[1]).toMatchObject({
      ...standing,
      seats: finding?.figures.seats,
      seatsUnknown: 0,
      hostUsed: finding?.host.used,
      most: lab.world.licenceSeats,
    });
    expect(JSON.stringify(days)).not.toMatch(/key|name/i);
  });
});

describe('the history over the API', () => {
  let harness: ApiHarness;
  beforeAll(async () => {
    harness = await startApi();
    for (const [day, seats] of [
      ['2025-02-28', 90],
      ['2026-02-27', 100],
      ['2026-03-02', 104],
    ] as const) {
      await harness.store.licenceDays.note({
        day,
        readAt: `${day}T02:00:00.000Z`,
        seats,
        seatsUnknown: 0,
        hostUsed: null,
        most: 500,
        active: seats,
        inactive: 1,
        unknown: 2,
        protected: 3,
        disabled: 4,
      });
    }
  });
  afterAll(() => harness.close());

  const days = async (query = '') => {
    const response = await harness.call('GET', `/licence/history${query}`);
    return response.json().items.map((item: { day: string }) => item.day);
  };

  it('gives the last twelve months unless a range is asked for', async () => {
    expect(await days()).toEqual(['2026-02-27', '2026-03-02']);
    expect(await days('?from=2025-01-01')).toEqual(['2025-02-28', '2026-02-27', '2026-03-02']);
    expect(await days('?from=2025-01-01&to=2026-02-27')).toEqual(['2025-02-28', '2026-02-27']);
  });

  it.each([
    ['?from=2026-02-30', 'querystring.from'],
    ['?from=2026-03-02&to=2026-03-01', 'querystring.from'],
    ['?from=2000-01-01', 'querystring.from'],
    ['?to=2026-13-01', 'querystring.to'],
  ])('refuses the range %s and names the field', async (query, path) => {
    const response = await harness.call('GET', `/licence/history${query}`);
    expect([response.statusCode, response.json().error.details[0].path]).toEqual([400, path]);
  });
});

// Held plans on the start page in a real Chromium: one policy that is held again and again hides no plan of another.
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import { requestRun } from '../contracts/store/given.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, findBarriers, openConsole } from '../support/console-site.ts';

const reason = whyNoBrowser();
const waiting = { yearly: 0, hourly: [] as number[] };

/** The oldest is the live plan of a policy that runs once a year; all others are of one that runs every hour. */
async function holdRuns(file: string): Promise<void> {
  const store = await openStore({ kind: 'sqlite', file });
  const at = new Date().toISOString();
  const hold = async (policy: string, mode: 'live' | 'test', tick: string): Promise<number> => {
    const { id } = await requestRun(store, policy, 'requested', {
      trigger: { kind: 'schedule', tick },
      mode,
      rehearsalReason: mode === 'live' ? null : 'policy-in-test-mode',
      requestedAt: at,
    });
    await store.runs.advance({ runId: id, from: 'requested', to: 'finished', at, ending: 'quarantined' });
    return id;
  };
  waiting.yearly = await hold('yearly', 'live', '2026-01-01T02:00');
  for (const hour of [1, 2, 3, 4, 5, 6]) waiting.hourly.push(await hold('hourly', 'live', `2026-03-01T0${hour}:00`));
  for (const hour of [1, 2, 3, 4, 5, 6]) waiting.hourly.push(await hold('hourly', 'test', `2026-03-02T0${hour}:00`));
  await store.close();
}

let site: ConsoleSite;

const needsOf = (page: Page) => page.getByRole('region', { name: 'Needs you' });
const runsIn = async (page: Page): Promise<number[]> => {
  const links = await needsOf(page).getByRole('link', { name: 'Review' }).all();
  return Promise.all(links.map(async (link) => Number((await link.getAttribute('href'))?.split('/').at(-1))));
};

describe('held plans on the start page', () => {
  if (reason !== null) {
    it('are looked at in a browser', (context) => context.skip(reason));
    return;
  }
  beforeAll(async () => {
    site = await openConsole({ users: 60, seed: 2, prepare: holdRuns });
    await site.api.send('POST', '/snapshots');
    await waitFor('the first snapshot', () => site.api.get('/snapshots/newest').catch(() => null));
  });
  afterAll(() => site.close());

  it('show the live plan of each policy before rehearsals, say that there are more, and lead to all of them', async () => {
    const page = await site.visit();
    const newest = [waiting.hourly.at(5), waiting.yearly, waiting.hourly.at(-1)];
    await expect.poll(() => runsIn(page), { timeout: 20_000 }).toEqual(newest);
    await needsOf(page).getByText('More plans are held than stand here.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await needsOf(page).getByRole('link', { name: 'See all that can be approved' }).click();
    await expect.poll(() => page.locator('tbody tr').count(), { timeout: 10_000 }).toBe(13);
    expect(await page.getByLabel('Outcome', { exact: true }).inputValue()).toBe('undecided');
    await page.close();
  });
});

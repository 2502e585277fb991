// Exemptions over the API: added for somebody who exists, with an end, listed with their state, ended once, all audited.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../sidecar/src/clock.ts';
import { listExemptions } from '../../sidecar/src/services/exemptions.ts';
import { addFinishedSnapshot, makeEntry, makeUser, planRun } from '../contracts/store/given.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

let harness: ApiHarness;
beforeEach(async () => {
  harness = await startApi({ env: { UM_TIME_ZONE: 'Europe/Berlin' } });
});
afterEach(() => harness.close());

const leave = { subject: 'user', name: 'Mara', owner: 'people team', reason: 'parental leave', lastDay: '2026-05-31' };

async function readEverything(): Promise<void> {
  const id = await addFinishedSnapshot(harness.store, [makeUser('mara'), makeUser('mara.two')]);
  await harness.store.snapshots.addGroups(id, [
    { name: 'Long-Leave', knowledge: 'complete', directMembers: 0, childGroups: [] },
  ]);
}

it('an exemption holds through its last day in the zone of the process, and is known by the name Confluence has', async () => {
  await readEverything();
  const added = await harness.call('POST', '/exemptions', leave);
  expect(added.statusCode).toBe(201);
  expect(added.json()).toEqual({
    id: added.json().id,
    subject: 'user',
    name: 'mara',
    owner: 'people team',
    reason: 'parental leave',
    state: 'holds',
    addedAt: harness.now(),
    addedBy: 'ada',
    endsAt: '2026-05-31T22:00:00.000Z',
    endedAt: null,
    endedBy: null,
  });
  expect((await harness.call('GET', '/exemptions')).json().items).toEqual([added.json()]);
  expect(await harness.store.exemptions.active(harness.now())).toMatchObject([{ userKey: 'key-mara' }]);
  harness.advance(Date.parse('2026-05-31T22:00:00.000Z') - Date.parse(harness.now()));
  const context = { store: harness.store, clock: { now: harness.now, sleep: systemClock.sleep } };
  expect(await listExemptions(context, { limit: 10, before: null })).toMatchObject([{ state: 'expired' }]);
});

it('an exemption ends once before its time, by a person whom the audit trail names', async () => {
  await readEverything();
  const group = { ...leave, subject: 'group', name: 'LONG-LEAVE' };
  const { id, name } = (await harness.call('POST', '/exemptions', group)).json();
  expect(name).toBe('Long-Leave');
  const ended = (await harness.call('POST', `/exemptions/${id}/end`)).json();
  expect(ended).toMatchObject({ state: 'ended', endedBy: 'ada', endedAt: harness.now() });
  expect((await harness.call('POST', `/exemptions/${id}/end`)).json().error.code).toBe('exemption_over');
  expect((await harness.call('POST', '/exemptions/999/end')).json().error.code).toBe('exemption_not_found');
  const { items } = (await harness.call('GET', '/audit?limit=2')).json();
  expect(items).toMatchObject([
    { actor: 'ada', event: 'exemption.ended', details: { exemption: id } },
    { actor: 'ada', event: 'exemption.added', details: { exemption: id, subject: 'group' } },
  ]);
});

it.each([
  ['a user whom Confluence does not have', { name: 'mar' }, 422, 'exemption_subject_unknown'],
  ['a group that does not exist', { subject: 'group', name: 'mara' }, 422, 'exemption_subject_unknown'],
  ['a day that does not exist', { lastDay: '2026-02-30' }, 422, 'exemption_end_wrong'],
  ['a day that is over', { lastDay: '2026-03-01' }, 422, 'exemption_end_wrong'],
  ['a day more than two years ahead', { lastDay: '2028-03-04' }, 422, 'exemption_end_wrong'],
  ['no reason', { reason: ' ' }, 400, 'bad_request'],
  ['no owner', { owner: '' }, 400, 'bad_request'],
])('refuses an exemption with %s', async (_what, more, status, code) => {
  await readEverything();
  const answer = await harness.call('POST', '/exemptions', { ...leave, ...more });
  expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
  expect(await harness.store.exemptions.list({ limit: 10, before: null })).toEqual([]);
});

it('refuses an exemption before Confluence was read, when nobody could tell whom it covers', async () => {
  expect((await harness.call('POST', '/exemptions', leave)).json().error.code).toBe('no_snapshot');
});

it('is named with whomever a plan leaves alone for it, also where only the name fits', async () => {
  const endsAt = '2026-06-01T22:00:00.000Z';
  const details = [
    { exemption: 7, endsAt },
    { exemption: 8, endsAt, byNameAlone: true as const },
  ];
  const entries = details.map((said, place) => {
    const disposition = { kind: 'refused', guard: 'exempt', details: said } as const;
    return makeEntry(`user-${place}`, { change: { kind: 'disable' }, disposition });
  });
  const { runId } = await planRun(harness.store, 'idle', entries);
  const { items } = (await harness.call('GET', `/runs/${runId}/entries`)).json();
  expect(items).toMatchObject(details.map((said) => ({ steps: [{ disposition: { details: said } }] })));
});

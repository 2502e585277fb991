// What the store promises of places on a timeline, on either engine: moved once, with the run that ends, and by the mail server's word.
import { expect, it } from 'vitest';
import type { PolicyId } from '../../../sidecar/src/domain/policy.ts';
import type { Username } from '../../../sidecar/src/domain/user.ts';
import type { StandingMove } from '../../../sidecar/src/store/stages/move.ts';
import { at, type Given, keyOf, later, makeRequest, noon, savePolicy } from './given.ts';

const ada: StandingMove = {
  userKey: keyOf('ada'),
  username: 'ada' as Username,
  displayName: 'Ada',
  standingId: null,
  reached: { stage: 'warning', afterDays: 0, at: noon, warned: true },
  warnedTo: 'ada@example.com',
  watchedFrom: noon,
  email: 'ada@example.com',
  activity: { state: 'never', source: 'x', readAt: noon },
  left: { statusBefore: null, groups: ['wiki'] },
  closes: null,
  takesOver: [],
};
const idle = 'idle' as PolicyId;

/** A live run that ends with these moves and their warnings. */
async function endRun({ store }: Given, moves: readonly StandingMove[], policy = 'idle') {
  await savePolicy(store, policy);
  const run = await store.runs.request(makeRequest(policy, { mode: 'live', rehearsalReason: null }));
  if (run === null) throw new Error('The policy has an open run already.');
  await store.runs.advance({ runId: run.id, from: 'requested', to: 'reporting', at: noon });
  const mails = moves.flatMap(({ warnedTo }) =>
    warnedTo === null ? [] : [{ kind: 'stage-warning' as const, to: warnedTo }],
  );
  const ending = { runId: run.id, at: noon, report: {}, mails, standings: moves };
  await store.runs.finish(ending);
  return ending;
}

const openOf = ({ store }: Given, policyId = idle) => store.stages.page({ policyId, after: 0, limit: 10 });

export function describeStages(given: () => Given): void {
  it('opens a place with the run that ends, once, however often the end is written', async () => {
    const ending = await endRun(given(), [ada]);
    await given().store.runs.finish(ending);
    const [placed, ...others] = await openOf(given());
    expect(others).toEqual([]);
    expect(placed).toMatchObject({ policyId: 'idle', userKey: ada.userKey, username: 'ada', displayName: 'Ada' });
    expect(placed?.standing).toMatchObject({
      openedAt: noon,
      reached: ada.reached,
      warning: { state: 'on-its-way' },
      warnedVersion: 1,
      left: ada.left,
      activity: ada.activity,
    });
    expect(await given().store.stages.find(idle, ada.userKey)).toEqual(placed?.standing);
    expect(await given().store.stages.ofUsers([ada.userKey, keyOf('bob')])).toEqual([placed]);
    expect(await given().store.stages.ofUsers([])).toEqual([]);
    expect(await given().store.stages.elsewhere(idle)).toEqual([]);
    expect(await given().store.stages.elsewhere('other' as PolicyId)).toEqual([placed]);
  });

  it('counts a warning as delivered from the moment the mail server took it, and never before', async () => {
    const { store } = given();
    await endRun(given(), [ada]);
    const mail = await store.outbox.claimDue({ now: noon, leaseUntil: later(5) });
    const state = async () => at(await openOf(given()), 0).standing.warning;
    expect(await state()).toEqual({ state: 'on-its-way' });
    await store.outbox.failed(mail?.id ?? 0, { failure: 'smtp_etimedout', nextAttemptAt: later(9) });
    expect(await state()).toEqual({ state: 'on-its-way' });
    await store.outbox.failed(mail?.id ?? 0, { failure: 'smtp_etimedout', nextAttemptAt: null });
    expect(await state()).toEqual({ state: 'not-delivered', failure: 'smtp_etimedout' });
    await store.outbox.sent(mail?.id ?? 0, later(20));
    expect(await state()).toEqual({ state: 'delivered', at: later(20) });
  });

  it('asks a later warning anew, and keeps the word on the last one through stages that warn nobody', async () => {
    const { store } = given();
    await endRun(given(), [ada]);
    const mail = await store.outbox.claimDue({ now: noon, leaseUntil: later(5) });
    await store.outbox.sent(mail?.id ?? 0, later(1));
    const { standing } = at(await openOf(given()), 0);
    const reached = { stage: 'licence', afterDays: 14, at: later(9), warned: false };
    await endRun(given(), [{ ...ada, standingId: standing.id, reached, warnedTo: null }]);
    expect(at(await openOf(given()), 0).standing).toMatchObject({
      id: standing.id,
      reached,
      warning: { state: 'delivered', at: later(1) },
    });
    await endRun(given(), [{ ...ada, standingId: standing.id }]);
    expect(at(await openOf(given()), 0).standing.warning).toEqual({ state: 'on-its-way' });
  });

  it('closes a place once, so that another may be opened', async () => {
    const { store } = given();
    await endRun(given(), [ada]);
    const { id } = at(await openOf(given()), 0).standing;
    await store.stages.close([{ id, because: 'activity' }], later(1));
    await store.stages.close([{ id, because: 'exempt' }], later(2));
    expect(await openOf(given())).toEqual([]);
    await endRun(given(), [{ ...ada, standingId: id }]);
    expect(await openOf(given())).toEqual([]);
    await endRun(given(), [ada]);
    expect(at(await openOf(given()), 0).standing.id).not.toBe(id);
  });

  it('tells who was to be warned by a timeline that ended, or by one of another policy', async () => {
    const { store } = given();
    expect(await store.stages.warnedEarlier(idle)).toEqual(new Set());
    await endRun(given(), [ada]);
    expect(await store.stages.warnedEarlier(idle)).toEqual(new Set());
    expect(await store.stages.warnedEarlier('other' as PolicyId)).toEqual(new Set([ada.userKey]));
    const { id } = at(await openOf(given()), 0).standing;
    await store.stages.close([{ id, because: 'activity' }], later(1));
    expect(await store.stages.warnedEarlier(idle)).toEqual(new Set([ada.userKey]));
  });

  it('takes a user over from another policy in the same transaction', async () => {
    await endRun(given(), [ada]);
    await endRun(given(), [{ ...ada, takesOver: [idle] }], 'first');
    expect(await openOf(given())).toEqual([]);
    expect(await openOf(given(), 'first' as PolicyId)).toHaveLength(1);
  });

  it('pages places in the order in which they were opened', async () => {
    const bob = { ...ada, userKey: keyOf('bob'), warnedTo: null };
    await endRun(given(), [ada, bob]);
    const [first] = await given().store.stages.page({ policyId: idle, after: 0, limit: 1 });
    const rest = await given().store.stages.page({ policyId: idle, after: first?.standing.id ?? 0, limit: 1 });
    expect([first?.userKey, ...rest.map(({ userKey }) => userKey)]).toEqual([ada.userKey, bob.userKey]);
  });

  it('keeps complete readings of activity as spans, each ended by the first that failed after it', async () => {
    const { stages } = given().store;
    const readings = [
      [0, false],
      [1, true],
      [5, true],
      [9, false],
      [10, false],
      [20, true],
    ] as const;
    for (const [minutes, complete] of readings) await stages.noteReading({ at: later(minutes), complete });
    expect(await stages.readingSpans()).toEqual([
      { from: later(1), until: later(5), broken: true },
      { from: later(20), until: later(20), broken: false },
    ]);
  });

  it('keeps signs of life as spans, and begins another after a silence of more than a day', async () => {
    const { stages } = given().store;
    for (const minutes of [0, 5, 20, 24 * 60, 3 * 24 * 60, 3 * 24 * 60 + 15, 30]) await stages.beat(later(minutes));
    expect(await stages.upSpans()).toEqual([
      { from: noon, until: later(24 * 60) },
      { from: later(3 * 24 * 60), until: later(3 * 24 * 60 + 15) },
    ]);
  });
}

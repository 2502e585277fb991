// The store's contract on links in mails: each is used once, together with what using it does here, and leaves its line in the trail.
import { expect, it } from 'vitest';
import type { PolicyId } from '../../../sidecar/src/domain/policy.ts';
import type { Username } from '../../../sidecar/src/domain/user.ts';
import type { KeepInput } from '../../../sidecar/src/store/personal-links.ts';
import type { StandingMove } from '../../../sidecar/src/store/stages/move.ts';
import type { Store } from '../../../sidecar/src/store/store.ts';
import { type Given, gather, idOf, keyOf, later, makeRequest, noon, savePolicy } from './given.ts';

const moveOf = (name: string): StandingMove => ({
  userKey: keyOf(name),
  username: name as Username,
  displayName: name,
  standingId: null,
  reached: { stage: 'warning', afterDays: 0, at: noon, warned: true },
  warnedTo: `${name}@example.com`,
  watchedFrom: noon,
  email: `${name}@example.com`,
  activity: { state: 'never', source: 'x', readAt: noon },
  left: { statusBefore: null, groups: [] },
  closes: null,
  takesOver: [],
});

/** A live run that warned these people, each with the link of their warning. */
async function warn(store: Store, names: readonly string[], policyId: PolicyId = idOf('idle')): Promise<KeepInput[]> {
  await savePolicy(store, policyId);
  const run = await store.runs.request(makeRequest(policyId, { mode: 'live', rehearsalReason: null }));
  if (run === null) throw new Error('The policy has an open run already.');
  await store.runs.advance({ runId: run.id, from: 'requested', to: 'reporting', at: noon });
  const mails = names.map((name) => ({ kind: 'stage-warning', to: `${name}@example.com` }) as const);
  await store.runs.finish({ runId: run.id, at: noon, report: {}, mails, standings: names.map(moveOf) });
  return names.map((name, place) => {
    const person = { runId: run.id, personId: place + 1, policyId, userKey: keyOf(name), username: name as Username };
    return { ...person, at: later(10), times: 2, since: noon };
  });
}

const oneOf = (links: readonly KeepInput[], place = 0): KeepInput => {
  const link = links[place];
  if (link === undefined) throw new Error(`There is no link ${place}.`);
  return link;
};

async function eventsOf({ audit }: Store): Promise<(string | null)[][]> {
  const entries = await audit.list({ limit: 100, before: null, event: 'user' });
  return entries.map(({ event, about }) => [event, about]);
}

export function describePersonalLinks(given: () => Given): void {
  it('keeps a user by a link once, ends their place on the timeline, and says so in the trail in the same act', async () => {
    const { store } = given();
    const link = oneOf(await warn(store, ['ada', 'bob']));
    expect([await store.links.isWarned(link), await store.links.isUsed('keep', link)]).toEqual([true, false]);
    expect(await store.links.keep(link)).toBe('kept');
    expect([await store.links.isWarned(link), await store.links.isUsed('keep', link)]).toEqual([false, true]);
    expect(await store.links.keep({ ...link, at: later(11) })).toBe('used');
    expect(await store.links.isUsed('give-back', link)).toBe(false);
    expect(await store.stages.find(link.policyId, keyOf('ada'))).toBeNull();
    expect(await store.stages.find(link.policyId, keyOf('bob'))).not.toBeNull();
    expect(await eventsOf(store)).toEqual([['user.kept', 'ada']]);
  });

  it('lets one of two clicks that come at once keep the user', async () => {
    const { store } = given();
    const link = oneOf(await warn(store, ['ada']));
    const answers = await Promise.all([store.links.keep(link), store.links.keep(link)]);
    expect(answers.filter((answer) => answer === 'kept')).toHaveLength(1);
    expect(answers).toContain('used');
    expect(await eventsOf(store)).toEqual([['user.kept', 'ada']]);
  });

  it('keeps nobody where there is nothing to be kept from any more', async () => {
    const { store } = given();
    const link = oneOf(await warn(store, ['ada']));
    expect(await store.links.keep({ ...link, userKey: keyOf('bob') })).toBe('over');
    expect(await store.links.keep({ ...link, runId: link.runId + 1 })).toBe('over');
    expect(await store.links.isUsed('keep', link)).toBe(false);
    expect(await eventsOf(store)).toEqual([]);
  });

  it('keeps a user no more often than the policy says since an instant, each policy for itself', async () => {
    const { store } = given();
    const { policyId, userKey } = oneOf(await warn(store, ['ada']));
    const count = (since: string) => store.links.countSince({ purpose: 'keep', policyId, userKey, since });
    const person = { policyId, userKey, username: 'ada' as Username };
    const use = { ...person, times: 1, since: noon };
    expect(await store.links.keep({ ...use, runId: 1, personId: 1, at: later(10) })).toBe('kept');
    expect([await count(noon), await count(later(10))]).toEqual([1, 0]);
    const again = oneOf(await warn(store, ['ada']));
    expect(await store.links.keep({ ...again, times: 1 })).toBe('too-often');
    expect(await store.links.isWarned(again)).toBe(true);
    const other = oneOf(await warn(store, ['ada'], idOf('other')));
    expect(await store.links.keep({ ...other, times: 1 })).toBe('kept');
    expect(await store.links.keep({ ...again, times: 1, since: later(10) })).toBe('kept');
  });

  it('notes each time that access was asked back, and counts both kinds of link as use of the account, the latest first', async () => {
    const { store } = given();
    const [ada, bob] = await warn(store, ['ada', 'bob']);
    if (ada === undefined || bob === undefined) throw new Error('Nobody was warned.');
    await store.links.keep(ada);
    await store.links.noteGivenBack({ ...ada, at: later(30), undoneBy: 9 });
    await store.links.noteGivenBack({ ...ada, at: later(40), undoneBy: 10 });
    await store.links.noteGivenBack({ ...bob, at: later(20), undoneBy: 11 });
    expect((await gather(store.links.lastKept())).flat()).toEqual([
      { userKey: keyOf('ada'), at: later(40) },
      { userKey: keyOf('bob'), at: later(20) },
    ]);
    expect(await eventsOf(store)).toEqual([
      ['user.took-back', 'bob'],
      ['user.took-back', 'ada'],
      ['user.took-back', 'ada'],
      ['user.kept', 'ada'],
    ]);
  });
}

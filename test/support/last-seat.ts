// Users whose licence a live run took, each by a policy of their own, their links, and a reading that says how many seats are free.
import type { Clock } from '../../sidecar/src/clock.ts';
import type { LicenceFinding } from '../../sidecar/src/domain/licence/figures.ts';
import { writeLink } from '../../sidecar/src/domain/personal-link.ts';
import type { Outcome } from '../../sidecar/src/domain/run.ts';
import { lookAtGiveBackLink, useGiveBackLink } from '../../sidecar/src/services/give-back-link.ts';
import { openLinkSigners } from '../../sidecar/src/services/link-signer.ts';
import type { ReadUser } from '../../sidecar/src/store/snapshots.ts';
import type { Store } from '../../sidecar/src/store/store.ts';
import {
  addSnapshot,
  at,
  idOf,
  later,
  makeEntry,
  makePlanInput,
  makeRequest,
  makeUser,
  noon,
  planned,
  savePolicy,
} from '../contracts/store/given.ts';
import { makeLicence } from './licences.ts';

const nothing = () => undefined;
const wake = { runner: nothing, scheduler: nothing, mails: nothing, snapshot: nothing };
const linkSigners = openLinkSigners('a secret of at least thirty-two characters');
/** An hour after noon, by which everything here is over. */
const clock: Clock = { now: () => later(60), sleep: async () => undefined };

/** What takes something back by a link needs, over this store. */
const giving = (store: Store) => ({ store, clock, linkSigners, wake });

/** Live runs act from now on. */
export async function goLive({ settings }: Store): Promise<void> {
  await settings.set('processMode', 'live', { by: 'ada', at: noon });
}

/** Took this user's licence in a live run that ended; what their link says, and what pressing it says. */
export async function takeLicenceOf(store: Store, name: string) {
  const policyId = idOf(`takes-${name}`);
  await savePolicy(store, policyId);
  const { id: runId } = await requireRequest(store, policyId);
  await store.runs.advance({ runId, from: 'requested', to: 'planning', at: noon });
  const { before, ...entry } = makeEntry(name, planned);
  const entries = [{ ...entry, before: { ...before, seat: 'yes' as const, seatAfter: 'no' as const } }];
  await store.runs.savePlan(makePlanInput(runId, entries));
  const { personId, userKey, steps } = at(await store.runs.entries({ runId, after: 0, limit: 1 }), 0);
  await settleSteps(store, { runId, stepIds: steps.map(({ id }) => id), outcome: { kind: 'applied' } });
  await endRun(store, runId, later(4));
  const body = { runId, personId, language: 'en', endsAt: '2999-01-01T00:00:00.000Z' } as const;
  const text = writeLink(linkSigners['give-back'], body, { userKey, policyId });
  return {
    runId,
    look: async (over = store) => (await lookAtGiveBackLink(giving(over), text)).state,
    press: async (over = store) => (await useGiveBackLink(giving(over), text)).state,
  };
}

export async function requireRequest(
  store: Store,
  policyId: string,
  changes: Parameters<typeof makeRequest>[1] = {},
): Promise<{ readonly id: number }> {
  const request = makeRequest(policyId, { mode: 'live', rehearsalReason: null, ...changes });
  const run = await store.runs.request(request);
  if (run === null) throw new Error(`The policy ${policyId} has an open run already.`);
  return run;
}

export async function settleSteps(
  { journal }: Store,
  {
    runId,
    stepIds,
    outcome,
  }: { readonly runId: number; readonly stepIds: readonly number[]; readonly outcome: Outcome },
): Promise<void> {
  for (const stepId of stepIds) await journal.attempting({ runId, stepId, at: later(2) });
  await journal.outcomes(stepIds.map((stepId) => ({ runId, stepId, at: later(2), outcome })));
}

export async function endRun({ runs }: Store, runId: number, instant: string, report: object = {}): Promise<void> {
  await runs.advance({ runId, from: 'executing', to: 'reporting', at: instant, ending: 'completed' });
  await runs.finish({ runId, at: instant, report, mails: [] });
}

/** A reading that begins at that instant; Confluence says that so many of a hundred seats are free. */
export async function readSeats(
  store: Store,
  { free, startedAt, users = [] }: { free: number; startedAt: string; users?: readonly ReadUser[] },
): Promise<void> {
  const id = await addSnapshot(store, [makeUser('ada', { status: 'disabled' }), ...users], startedAt);
  const licence: LicenceFinding = {
    licence: makeLicence(['users']),
    figures: { seats: 100 - free, unknown: 0, groups: [], own: { seats: 0, only: 0 } },
    host: { used: 100 - free, most: 100, remaining: free },
    asked: [{ witness: 'permissions', failure: null }],
  };
  await store.snapshots.finish(id, { finishedAt: startedAt, sources: [], licence });
}

/** Nobody's transaction begins before so many want one: whatever is looked at before it was looked at by all of them. */
export function startTogether(store: Store, many: number): Store {
  let waiting = many;
  let open = (): void => undefined;
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    ...store,
    together: async (act) => {
      waiting -= 1;
      if (waiting === 0) open();
      await all;
      return store.together(act);
    },
  };
}

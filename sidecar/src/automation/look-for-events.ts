// Looks in the newest snapshot for events that a policy waits for, and requests a run for whom it happened to.
import type { Clock } from '../clock.ts';
import { type EventLook, type EventTrigger, findCreations, type UserEvent } from '../domain/event.ts';
import { effectiveMode } from '../domain/run-mode.ts';
import type { Instant } from '../domain/user.ts';
import type { Log } from '../log.ts';
import type { StoredPolicy } from '../store/policies.ts';
import type { Settings } from '../store/settings.ts';
import type { Snapshot } from '../store/snapshots.ts';
import type { Store } from '../store/store.ts';

export interface EventWork {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/** One policy's look. Each snapshot is looked at once; the first look only remembers, so that nobody is new on the first day. */
export async function lookForEvents(
  policy: StoredPolicy,
  trigger: EventTrigger,
  settings: Settings,
  { store, clock, log }: EventWork,
): Promise<void> {
  const snapshot = await store.snapshots.newest();
  if (snapshot === null) return;
  const now = clock.now();
  const from = await store.events.look(policy.id);
  // A first look from the future was made while the clock was ahead: until then nothing would be an event.
  if (from === null || from.event !== trigger.event || from.since > now) {
    await store.events.beginLooking(policy.id, lookAt(snapshot, trigger, { since: now, now }));
    return;
  }
  if (from.snapshotId === snapshot.id) return;
  const to = lookAt(snapshot, trigger, { since: from.since, now });
  const events = await findEvents(store, snapshot, from, to);
  const claim = await store.events.claim({
    policyId: policy.id,
    from,
    to,
    events,
    request: {
      policyId: policy.id,
      policyVersion: policy.version,
      trigger: { kind: trigger.event, readAt: snapshot.startedAt },
      ...effectiveMode({ policyMode: policy.mode, processMode: settings.processMode }),
      requestedAt: now,
    },
  });
  log.info(
    { policyId: policy.id, event: trigger.event, snapshotId: snapshot.id, claim: claim.kind },
    'events considered',
  );
}

function lookAt(
  snapshot: Snapshot,
  { event }: EventTrigger,
  { since, now }: { readonly since: Instant; readonly now: Instant },
): EventLook {
  const users = snapshot.sources.find(({ source }) => source === 'users.list');
  const ended = snapshot.finishedAt ?? snapshot.startedAt;
  return {
    event,
    since,
    snapshotId: snapshot.id,
    seenUntil: ended < now ? ended : now,
    complete: users?.state === 'complete',
  };
}

async function findEvents(
  { events }: Pick<Store, 'events'>,
  { id }: Snapshot,
  from: EventLook,
  to: EventLook,
): Promise<readonly UserEvent[]> {
  if (to.event === 'login') return events.loginsSince(id, from.since);
  const appeared = await events.appearedSince({ snapshotId: id, since: from.since, before: from.snapshotId });
  return findCreations(appeared, from, to);
}

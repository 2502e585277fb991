// Holds three witnesses against each other after a run: the lab's own state, the journal's outcomes, and the wire.
import type { Outcome } from '../../sidecar/src/domain/run.ts';
import type { StoredEntry } from '../../sidecar/src/store/runs.ts';
import type { Store } from '../../sidecar/src/store/store.ts';
import type { Lab } from '../lab/lab.ts';
import { readState, type StateUser } from './lab-state.ts';

/** Every user of a run's plan. */
export async function readEntries(store: Pick<Store, 'runs'>, runId: number): Promise<StoredEntry[]> {
  const entries: StoredEntry[] = [];
  for (let after = 0; ; ) {
    const page = await store.runs.entries({ runId, after, limit: 500 });
    entries.push(...page);
    const last = page.at(-1);
    if (last === undefined) return entries;
    after = last.personId;
  }
}

export interface WireOptions {
  /** Whether requests without an answer were carried out all the same: so under lost answers alone. */
  readonly unanswered: 'carried-out' | 'maybe';
}

/** Sentences about every disagreement; an empty list means that all three say the same. */
export async function findDisagreements(
  lab: Lab,
  store: Pick<Store, 'runs'>,
  runId: number,
  before: ReadonlyMap<string, StateUser>,
  options: WireOptions = { unanswered: 'maybe' },
): Promise<string[]> {
  const after = await readState(lab);
  const entries = await readEntries(store, runId);
  const faults = entries.flatMap((entry) => compareEntry(entry, after));
  const planned = new Set(entries.map((entry) => entry.username as string));
  for (const [username, user] of after) {
    if (!planned.has(username) && JSON.stringify(user) !== JSON.stringify(before.get(username))) {
      faults.push(`${username} was changed and stands in no plan`);
    }
  }
  return [...faults, ...findRepeatedWrites(lab, options)];
}

function compareEntry(entry: StoredEntry, after: ReadonlyMap<string, StateUser>): string[] {
  const now = after.get(entry.username);
  return entry.steps.flatMap((step) => {
    const said = `${entry.username} ${step.change.kind}`;
    if (step.outcome === null) return [`${said}: no outcome`];
    const done = isDone(step.change, now);
    const expected = expectDone(step.outcome);
    return expected === null || expected === done ? [] : [`${said}: ${step.outcome.kind}, but done is ${done}`];
  });
}

function isDone(change: StoredEntry['steps'][number]['change'], now: StateUser | undefined): boolean {
  if (change.kind === 'delete') return now === undefined;
  if (now === undefined) return false;
  if (change.kind === 'disable') return now.status === 'deactivated';
  if (change.kind === 'enable') return now.status === 'current';
  if (change.kind !== 'add-to-group' && change.kind !== 'remove-from-group')
    throw new Error(`not told by the state: ${change.kind}`);
  return now.groups.includes(change.group) === (change.kind === 'add-to-group');
}

/** True: must be done; false: must not be done; null: the outcome itself says that it cannot be told. */
function expectDone(outcome: Outcome): boolean | null {
  if (outcome.kind === 'applied' || outcome.kind === 'already') return true;
  return outcome.kind === 'unknown' ? null : false;
}

/** Statuses by which the lab says that it carried a write out; a fault that answers in its place says something else. */
const carriedOut: ReadonlySet<number> = new Set([201, 202, 204]);

/** Each write that the lab carried out more than once for the same user and thing, as a sentence. */
export function findRepeatedWrites(lab: Lab, { unanswered }: WireOptions): string[] {
  const seen = new Map<string, number>();
  for (const { method, path, status } of lab.wire.log.list()) {
    const done = status === null ? unanswered === 'carried-out' : carriedOut.has(status);
    if (method === 'GET' || !done) continue;
    seen.set(`${method} ${path}`, (seen.get(`${method} ${path}`) ?? 0) + 1);
  }
  return [...seen].filter(([, times]) => times > 1).map(([write, times]) => `${write} was carried out ${times} times`);
}

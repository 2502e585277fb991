// Reads back what a run did: by pages where that is cheaper, user by user where not, and writes down what it found.
import { HostFailure, type HostUser, type ReadPort } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import { type AccountChange, isAccountChange, isByHand, isNotice } from '../domain/action.ts';
import { nameOfNewcomer } from '../domain/newcomer.ts';
import type { Run, Verification } from '../domain/run.ts';
import { foldName, type UserKey, type UserStatus } from '../domain/user.ts';
import type { StoredEntry, StoredStep } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { lookAtAccount } from './execute/account-step.ts';
import { mapAtOnce } from './map-at-once.ts';
import type { ReadableDirectory } from './plan-facts.ts';
import { judgeStatus, readBack } from './read-back.ts';

export interface VerifyWork {
  readonly store: Store;
  readonly reads: ReadPort;
  readonly directories: readonly ReadableDirectory[];
  readonly clock: Clock;
  readonly run: Run;
}

/** Users of a page the host gives at most; fewer users than pages are read one by one. */
const usersPerPage = 200;
const entriesPerPage = 500;
const usersAtOnce = 4;
/** Whoever is interrupted reads no more than these again. */
const stepsPerWrite = 500;

interface Applied {
  readonly entry: StoredEntry;
  readonly step: StoredStep;
}

/** Verifies every applied step that has no verification yet. Faults of the host make a step `unreadable`, nothing worse. */
export async function verifyRun(work: VerifyWork): Promise<void> {
  if (work.run.mode === 'test') return;
  const applied = await appliedSteps(work);
  const statuses = await readStatuses(work, applied);
  const members = await readMemberships(work, applied);
  for (let start = 0; start < applied.length; start += stepsPerWrite) {
    const slice = applied.slice(start, start + stepsPerWrite);
    const found = await mapAtOnce(slice, usersAtOnce, (one) => check(work, one, statuses, members));
    await writeDown(work, found);
  }
}

/** Read back later than this after the call, whoever is active may have been enabled by somebody else since. */
const soonMs = 10 * 60_000;

/**
 * Somebody who was disabled and soon reads back as active is so by another account: the call was done, and had no effect.
 * Later than that it is contradicted, which blames nobody.
 */
async function writeDown(
  { store, clock, run }: VerifyWork,
  found: readonly (readonly [Applied, Verification])[],
): Promise<void> {
  const at = clock.now();
  const rows = found.map(([{ step }, verification]) => ({ runId: run.id, stepId: step.id, at, verification, step }));
  const isSoon = ({ finishedAt }: StoredStep) =>
    finishedAt !== null && Date.parse(at) - Date.parse(finishedAt) <= soonMs;
  const hadNone = rows.filter(
    ({ verification, step }) => verification === 'contradicted' && step.change.kind === 'disable' && isSoon(step),
  );
  const others = rows.filter((one) => !hadNone.includes(one));
  if (hadNone.length > 0)
    await store.journal.corrected(
      hadNone.map(({ runId, stepId }) => ({ runId, stepId, at, to: 'applied-without-effect' as const })),
    );
  await store.journal.verified(others.map(({ runId, stepId, verification }) => ({ runId, stepId, at, verification })));
}

async function appliedSteps({ store, run }: VerifyWork): Promise<Applied[]> {
  const applied: Applied[] = [];
  for (let after = 0; ; ) {
    const page = await store.runs.entries({
      runId: run.id,
      fate: 'planned',
      outcome: 'applied',
      after,
      limit: entriesPerPage,
    });
    for (const entry of page) {
      for (const step of entry.steps) {
        const open = step.outcome?.kind === 'applied' && step.verification === null;
        if (open && leavesTraces(entry, step)) applied.push({ entry, step });
      }
    }
    const last = page.at(-1);
    if (last === undefined || page.length < entriesPerPage) return applied;
    after = last.personId;
  }
}

/** Mails and passwords cannot be read back, and of an account that was withdrawn again only the withdrawal. */
function leavesTraces(entry: StoredEntry, { change }: StoredStep): boolean {
  if (isNotice(change) || change.kind === 'mail-password-reset' || change.kind === 'set-random-password') return false;
  // Whose other account was disabled in its directory is out only when Confluence has seen that: see the synchronisation.
  const elsewhere = entry.steps.some(
    (step) => step.change.kind === 'disable-account' && step.outcome?.kind === 'applied',
  );
  if (change.kind === 'disable' && elsewhere) return false;
  if (!isAccountChange(change) || change.kind === 'withdraw-account') return true;
  return !entry.steps.some((step) => step.change.kind === 'withdraw-account' && step.outcome?.kind === 'applied');
}

async function checkAccount(
  directories: readonly ReadableDirectory[],
  owner: StoredEntry,
  change: AccountChange,
): Promise<Verification> {
  const byName = new Map(directories.map((directory) => [foldName(directory.name), directory]));
  const look = await lookAtAccount({ directories: byName, owner, change });
  if (look === 'holds') return 'confirmed';
  return look === 'open' ? 'contradicted' : 'unreadable';
}

/** All statuses by the list of users, when that takes fewer requests than asking for each; null otherwise. */
async function readStatuses(
  { reads, store, run }: VerifyWork,
  applied: readonly Applied[],
): Promise<ReadonlyMap<UserKey, UserStatus> | null> {
  const wanted = applied.filter(({ step }) => step.change.kind === 'disable' || step.change.kind === 'enable').length;
  const snapshot = run.snapshotId === null ? null : await store.snapshots.get(run.snapshotId);
  if (snapshot === null || wanted <= snapshot.userCount / usersPerPage) return null;
  const rows = await readAll(reads.listUsers({ expected: snapshot.userCount }));
  return rows === null ? null : new Map(rows.map((user) => [user.userKey, user.status]));
}

/** Members of the touched groups by folded name, where reading the group is cheaper than asking for each user. */
async function readMemberships(
  { reads, store, run }: VerifyWork,
  applied: readonly Applied[],
): Promise<ReadonlyMap<string, ReadonlySet<UserKey>>> {
  const wanted = new Map<string, { name: string; count: number }>();
  for (const { step } of applied) {
    if (!('group' in step.change)) continue;
    const folded = foldName(step.change.group);
    wanted.set(folded, { name: step.change.group, count: (wanted.get(folded)?.count ?? 0) + 1 });
  }
  const known = run.snapshotId === null ? [] : await store.snapshots.groups(run.snapshotId);
  const sizes = new Map(known.map((group) => [foldName(group.name), group.directMembers]));
  const members = new Map<string, ReadonlySet<UserKey>>();
  for (const [folded, { name, count }] of wanted) {
    if (count <= (sizes.get(folded) ?? Number.POSITIVE_INFINITY) / usersPerPage) continue;
    const rows = await readAll(reads.listMembers(name));
    if (rows !== null) members.set(folded, new Set(rows.map((user) => user.userKey)));
  }
  return members;
}

/** Everything a list holds, or null when it could not be read to its end. */
async function readAll(pages: AsyncIterable<readonly HostUser[]>): Promise<HostUser[] | null> {
  const rows: HostUser[] = [];
  try {
    for await (const page of pages) rows.push(...page);
    return rows;
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return null;
  }
}

async function check(
  { reads, directories }: VerifyWork,
  { entry, step }: Applied,
  statuses: ReadonlyMap<UserKey, UserStatus> | null,
  members: ReadonlyMap<string, ReadonlySet<UserKey>>,
): Promise<Verification> {
  const { change } = step;
  if (isAccountChange(change)) return checkAccount(directories, entry, change);
  if (isByHand(change) || isNotice(change) || change.kind === 'set-random-password') return 'unreadable';
  if ('group' in change) {
    // Lists know a newcomer by the host's own key alone.
    const listed = nameOfNewcomer(entry.userKey) === null ? members : new Map<string, ReadonlySet<UserKey>>();
    const isMember = listed.get(foldName(change.group))?.has(entry.userKey);
    if (isMember === undefined) return readBack(reads, entry.userKey, change);
    return isMember === (change.kind === 'add-to-group') ? 'confirmed' : 'contradicted';
  }
  const listed = statuses?.get(entry.userKey);
  if (listed === undefined || (change.kind !== 'disable' && change.kind !== 'enable')) {
    return readBack(reads, entry.userKey, change);
  }
  return judgeStatus(listed, change);
}

// Whom guards, stages and criteria judge right before a step: the snapshot's person as just read, and without what this run did.
import { HostFailure } from '../../adapters/ports.ts';
import { mayHaveSuccessor } from '../../domain/account.ts';
import type { Activity } from '../../domain/activity.ts';
import { refreshMemberships } from '../../domain/nesting.ts';
import {
  type Comparison,
  findDrift,
  findUndone,
  takeBackOwn,
  type Undone,
  type WhatChanged,
} from '../../domain/plan/own-part.ts';
import type { Outcome, SkipReason } from '../../domain/run.ts';
import { asIfUntouched } from '../../domain/stage/reset.ts';
import type { UserWithGroups } from '../../domain/user.ts';
import type { StoredEntry } from '../../store/runs.ts';
import { lookAtAccount } from './account-step.ts';
import type { Present } from './host-step.ts';
import { readPresent } from './read-present.ts';
import type { EntryWork } from './steps.ts';

export interface PersonNow {
  /** As just read. */
  readonly fresh: UserWithGroups;
  /** For guards: as just read, but for what earlier stages did. */
  readonly guarded: UserWithGroups;
  /** For the criteria: without what this run did to them either. */
  readonly chosen: UserWithGroups;
}

interface Reading {
  readonly known: UserWithGroups;
  readonly present: Present;
  readonly activity: Activity;
}

/** Which group lies inside which stays as the snapshot knew it. */
export function describeNow(
  { nesting }: Pick<EntryWork, 'nesting'>,
  entry: StoredEntry,
  { known, present, activity }: Reading,
): PersonNow {
  const user = { ...known.user, displayName: present.user.displayName, activity };
  const stand = ({ status, directGroups }: ReturnType<typeof takeBackOwn>): UserWithGroups => ({
    user: { ...user, status },
    memberships: refreshMemberships(known.memberships, directGroups, nesting),
    accounts: known.accounts,
  });
  const { stage } = entry.before;
  const asPlanned = (one: UserWithGroups) => (stage === undefined ? one : asIfUntouched(one, stage.standing));
  const now = { status: present.status, directGroups: present.groups };
  const fresh = stand(now);
  return { fresh, guarded: asPlanned(fresh), chosen: asPlanned(stand(takeBackOwn(entry, now, nesting))) };
}

/** A cluster may answer from another node a moment late: what the run itself did is looked for so often. */
const looks = 3;
const pauseMs = 1_000;

type Comparing = Pick<EntryWork, 'knowledge' | 'nesting' | 'criteriaApply'>;

/** How the user stands; null for nobody, the failure where the host does not tell. */
export async function readPresentOf(
  work: Comparing & Pick<EntryWork, 'reads' | 'clock'>,
  entry: StoredEntry,
): Promise<Present | HostFailure | null> {
  for (let look = 1; ; look += 1) {
    const state = await readPresent(work.reads, entry.userKey);
    if (state === null || state instanceof HostFailure || look === looks) return state;
    const undone = lookForUndone(work, entry, state);
    if (undone === null || undone.whose === 'others') return state;
    await work.clock.sleep(pauseMs);
  }
}

/** Why nothing more is to be done to somebody the run has begun with; null where they stand as it left them. */
export async function findUndoneReason(
  work: Comparing & Pick<EntryWork, 'directoryOrder'>,
  entry: StoredEntry,
  present: Present,
): Promise<SkipReason | null> {
  const undone = lookForUndone(work, entry, present);
  if (undone === null || undone.whose === 'others') return undone?.what ?? null;
  if (undone.whose === 'untold') return 'earlier-step-undone';
  const accounts = entry.before.accounts ?? { kind: 'untold' };
  // By another account of the user the very step may have been without effect, so that nobody took it back.
  return mayHaveSuccessor(accounts, await work.directoryOrder()) ? 'earlier-step-undone' : undone.what;
}

/** What others changed since the plan, which is the reason where the criteria do not mean somebody any more. */
export function findChangeByOthers(work: Comparing, entry: StoredEntry, present: Present): WhatChanged | null {
  return findDrift(compare(work, entry, present));
}

function lookForUndone(work: Comparing, entry: StoredEntry, present: Present): Undone | null {
  // An undo asks no criteria: whatever is not its own doing is nothing to it.
  const ownOnly = !work.criteriaApply && entry.before.newcomer === undefined;
  return findUndone({ ...compare(work, entry, present), ownOnly });
}

function compare({ knowledge, nesting }: Comparing, part: StoredEntry, present: Present): Comparison {
  const now = { status: present.status, directGroups: present.groups };
  return { part, now, nesting, groupKnowledge: knowledge.groupKnowledge };
}

/**
 * The directories tell what Confluence may not have read yet: why nothing more is to be done to somebody whose account the
 * run switched, where it is not so any more or cannot be read; null where nothing speaks against going on.
 */
export async function lookAtOwnAccounts(
  { directories }: Pick<EntryWork, 'directories'>,
  entry: StoredEntry,
): Promise<Outcome | null> {
  for (const { change, outcome } of entry.steps) {
    if (outcome?.kind !== 'applied' || (change.kind !== 'disable-account' && change.kind !== 'enable-account'))
      continue;
    const look = await lookAtAccount({ directories, owner: entry, change });
    if (look !== 'holds') return look === 'open' ? { kind: 'skipped', reason: 'status-changed' } : look;
  }
  return null;
}

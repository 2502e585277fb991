// A step made at Confluence: compared with the state as just read, settled by reading the user again.
import { HostFailure, type HostUser, type ReadPort } from '../../adapters/ports.ts';
import type { WritePort } from '../../adapters/writes.ts';
import type { Clock } from '../../clock.ts';
import { mayHaveSuccessor } from '../../domain/account.ts';
import type { ByHandChange, HostChange, PresentChange, StateChange } from '../../domain/action.ts';
import { holdsAlready } from '../../domain/plan/plan.ts';
import type { Outcome } from '../../domain/run.ts';
import { foldName, type UserKey, type UserStatus } from '../../domain/user.ts';
import type { StoredEntry } from '../../store/runs.ts';
import { makeRandomPassword } from './random-password.ts';
import type { Settled, StepWay } from './step-way.ts';

export interface HostPorts {
  readonly reads: ReadPort;
  readonly writes: WritePort;
  readonly clock: Clock;
  /** The directories of this Confluence in their order; null where it does not tell. */
  readonly directoryOrder: () => Promise<readonly string[] | null>;
}

/** The user of a step, as planned. */
type Subject = Pick<StoredEntry, 'userKey' | 'before'>;

/** What the steps of one user share: the state as last read or changed by ourselves. */
export interface Present {
  readonly user: HostUser;
  status: UserStatus;
  groups: string[];
}

/** Deleting takes time: a user who is still there this long after an unclear call may or may not go yet. */
const deletionMs = 60_000;

/** The way of a change at Confluence for a user whose present state was read. */
export function hostStep(ports: HostPorts, subject: Subject, change: PresentChange, present: Present): StepWay {
  const { userKey, username } = present.user;
  const target = { userKey, username };
  const settle = (code: string) => settleHostStep(ports, subject, change, code);
  if (change.kind === 'set-random-password') {
    const make = () => ports.writes.setPassword(target, makeRandomPassword());
    return { look: async () => 'open', asksOthers: false, make, settle };
  }
  const state = () => ({ status: present.status, directGroups: present.groups });
  return {
    look: async () => (holdsAlready(change, state()) ? 'holds' : 'open'),
    asksOthers: false,
    make: () => ports.writes.apply(target, change),
    settle,
  };
}

/**
 * Finds out by reading what became of a call whose answer is missing; waits while a deletion may still be going on. Whoever is
 * still active may be so by another account: disabling once more would reach that one. A password cannot be read, and another
 * random one harms nobody.
 */
export async function settleHostStep(
  { reads, clock, directoryOrder }: Pick<HostPorts, 'reads' | 'clock' | 'directoryOrder'>,
  { userKey, before }: Subject,
  change: PresentChange,
  code: string,
): Promise<Settled> {
  if (change.kind === 'set-random-password') return 'untold';
  let outcome = await lookAtUser(reads, userKey, change, code);
  if (change.kind === 'disable' && outcome === 'no-effect') {
    const accounts = before.accounts ?? { kind: 'untold' };
    return mayHaveSuccessor(accounts, await directoryOrder()) ? { kind: 'unknown', code } : outcome;
  }
  if (change.kind !== 'delete') return outcome;
  const untilMs = Date.parse(clock.now()) + deletionMs;
  for (let pauseMs = 100; outcome === 'no-effect'; pauseMs = Math.min(2_000, pauseMs * 2)) {
    if (Date.parse(clock.now()) >= untilMs) return { kind: 'unknown', code };
    await clock.sleep(pauseMs);
    outcome = await lookAtUser(reads, userKey, change, code);
  }
  return outcome;
}

/** One look: done, without effect so far, or beyond telling. */
async function lookAtUser(
  reads: ReadPort,
  userKey: UserKey,
  change: StateChange,
  code: string,
): Promise<Outcome | 'no-effect'> {
  try {
    const user = await reads.readUser(userKey);
    if (user === null) return change.kind === 'delete' ? { kind: 'applied' } : { kind: 'unknown', code };
    const groups = 'group' in change ? await reads.readGroupsOf(userKey) : [];
    return holdsAlready(change, { status: user.status, directGroups: groups }) ? { kind: 'applied' } : 'no-effect';
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return { kind: 'unknown', code };
  }
}

/** Keeps the present state in step with a change that came about. */
export function notePresent(present: Present, change: HostChange | ByHandChange): void {
  if (change.kind === 'disable') present.status = 'disabled';
  if (change.kind === 'enable') present.status = 'active';
  if (change.kind === 'add-to-group') present.groups.push(change.group);
  if (change.kind === 'remove-from-group') {
    const folded = foldName(change.group);
    present.groups = present.groups.filter((group) => foldName(group) !== folded);
  }
}

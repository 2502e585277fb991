// The rehearsal: reads pass, writes are only recorded, and later reads show what the recorded writes would have done.
import type { HostChange, StateChange } from '../domain/action.ts';
import { provisionalKeyOf } from '../domain/newcomer.ts';
import { foldName, type UserKey, type UserStatus } from '../domain/user.ts';
import { HostFailure, type HostUser, type ReadPort } from './ports.ts';
import type { WritePort, WriteResult, WriteTarget } from './writes.ts';

export interface Rehearsal {
  readonly reads: ReadPort;
  readonly writes: WritePort;
  /** What would have been done, in order. */
  readonly recorded: () => readonly RecordedWrite[];
}

interface RecordedWrite {
  readonly target: WriteTarget;
  readonly change: HostChange;
}

/** What the recorded writes would have made of one user. */
interface Pretence {
  status: UserStatus | null;
  deleted: boolean;
  /** Folded group name to the name as written; null where the membership was taken. */
  readonly groups: Map<string, string | null>;
}

/** Wraps the reads of a host. Nothing leaves the process by the writes given back. */
export function rehearse(reads: ReadPort): Rehearsal {
  const recorded: RecordedWrite[] = [];
  const made = new Map<UserKey, HostUser>();
  const pretences = new Map<UserKey, Pretence>();

  const show = (user: HostUser): HostUser | null => {
    const pretence = pretences.get(user.userKey);
    if (pretence?.deleted) return null;
    return pretence?.status == null ? user : { ...user, status: pretence.status };
  };

  const readAnybody: ReadPort['readUser'] = async (userKey) => made.get(userKey) ?? reads.readUser(userKey);

  return {
    recorded: () => recorded,
    writes: {
      apply: async (target, change) => {
        recorded.push({ target, change });
        const pretence = pretences.get(target.userKey) ?? { status: null, deleted: false, groups: new Map() };
        pretences.set(target.userKey, pretence);
        pretend(pretence, change);
        return { kind: 'rehearsed' };
      },
      setPassword: async (target) => {
        recorded.push({ target, change: { kind: 'set-random-password' } });
        return { kind: 'rehearsed' };
      },
      createUser: async ({ username, displayName }) => {
        const userKey = provisionalKeyOf(username);
        const known = await readOrFail(readAnybody, userKey);
        if (known !== null && 'kind' in known) return known;
        if (known !== null) return { kind: 'refused', code: 'host_conflict', status: null };
        recorded.push({ target: { userKey, username }, change: { kind: 'create-user' } });
        made.set(userKey, { userKey, username, displayName, status: 'active' });
        return { kind: 'rehearsed' };
      },
    },
    reads: {
      ...reads,
      listUsers: async function* (known) {
        for await (const page of reads.listUsers(known)) yield page.flatMap((user) => show(user) ?? []);
        if (made.size > 0) yield [...made.values()].flatMap((user) => show(user) ?? []);
      },
      listActivity: async function* () {
        for await (const page of reads.listActivity()) {
          yield page.filter((row) => !pretences.get(row.userKey)?.deleted);
        }
      },
      listMembers: async function* (group) {
        const folded = foldName(group);
        const met = new Set<UserKey>();
        for await (const page of reads.listMembers(group)) {
          for (const user of page) met.add(user.userKey);
          yield page.flatMap((user) =>
            pretences.get(user.userKey)?.groups.get(folded) === null ? [] : (show(user) ?? []),
          );
        }
        const added = await readAdded(readAnybody, pretences, folded, met);
        if (added.length > 0) yield added.flatMap((user) => show(user) ?? []);
      },
      readUser: async (userKey) => {
        const user = await readAnybody(userKey);
        return user === null ? null : show(user);
      },
      readGroupsOf: async (userKey) => {
        const pretence = pretences.get(userKey);
        if (made.has(userKey)) return overlay([], pretence);
        if (pretence?.deleted) {
          throw new HostFailure('host_not_found', { status: 404, request: 'GET /rest/api/user/memberof?key=' });
        }
        return overlay(await reads.readGroupsOf(userKey), pretence);
      },
    },
  };
}

async function readOrFail(readUser: ReadPort['readUser'], userKey: UserKey): Promise<HostUser | WriteResult | null> {
  try {
    return await readUser(userKey);
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return { kind: 'refused', code: error.code, status: error.status };
  }
}

function pretend(pretence: Pretence, change: StateChange): void {
  switch (change.kind) {
    case 'disable':
      pretence.status = 'disabled';
      return;
    case 'enable':
      pretence.status = 'active';
      return;
    case 'delete':
      pretence.deleted = true;
      return;
    case 'add-to-group':
      pretence.groups.set(foldName(change.group), change.group);
      return;
    case 'remove-from-group':
      pretence.groups.set(foldName(change.group), null);
      return;
  }
}

function overlay(groups: readonly string[], pretence: Pretence | undefined): string[] {
  if (pretence === undefined) return [...groups];
  const kept = groups.filter((group) => pretence.groups.get(foldName(group)) !== null);
  const known = new Set(kept.map(foldName));
  const added = [...pretence.groups].flatMap(([folded, group]) => (group === null || known.has(folded) ? [] : [group]));
  return [...kept, ...added];
}

/** Users who would be in the group by a recorded write and were not listed by the host. */
async function readAdded(
  readUser: ReadPort['readUser'],
  pretences: ReadonlyMap<UserKey, Pretence>,
  foldedGroup: string,
  met: ReadonlySet<UserKey>,
): Promise<HostUser[]> {
  const added: HostUser[] = [];
  for (const [userKey, { groups }] of pretences) {
    if (met.has(userKey) || (groups.get(foldedGroup) ?? null) === null) continue;
    const user = await readUser(userKey);
    if (user !== null) added.push(user);
  }
  return added;
}

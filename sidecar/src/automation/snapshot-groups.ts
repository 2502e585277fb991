// Reads all groups with their members and child groups, and works out who belongs where through nesting.
import { HostFailure, type HostUser, type ReadPort } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import { foldName, type UserKey } from '../domain/user.ts';
import type { GroupRecord, SourceReading } from '../store/snapshots.ts';
import type { MembershipRow } from './membership-writer.ts';

export interface GroupReading {
  readonly groups: readonly GroupRecord[];
  /** Everybody who was met as a member. */
  readonly members: ReadonlyMap<UserKey, HostUser>;
  /** Direct members of a group, as far as they could be read. */
  readonly membersOf: (group: string) => readonly UserKey[];
  readonly readings: readonly SourceReading[];
}

interface OneGroup {
  readonly name: string;
  readonly direct: readonly UserKey[];
  /** Folded names of direct child groups. */
  readonly children: readonly string[];
  readonly readable: boolean;
}

export interface GroupWork {
  readonly reads: ReadPort;
  readonly canNest: boolean;
  readonly nestingDeclaredNone: boolean;
  readonly clock: Clock;
  /** Given the members of each group as soon as they are known: direct ones when it was read, others with all groups below it. */
  readonly onMembers: (rows: readonly MembershipRow[]) => void;
}

/** Groups read at the same time: more than requests may be under way, so that none of those places stands empty. */
const groupsAtOnce = 8;

/** Reads all groups. A group whose members cannot be read is `unreadable`; a list that cannot be read throws. */
export async function readGroups(work: GroupWork): Promise<GroupReading> {
  const { reads, canNest, nestingDeclaredNone, clock, onMembers } = work;
  const names: string[] = [];
  for await (const page of reads.listGroups()) names.push(...page);
  const members = new Map<UserKey, HostUser>();
  const groups = new Map<string, OneGroup>();
  const nesting = openNesting(groups, onMembers);
  const waiting = [...new Map(names.map((name) => [foldName(name), name])).values()];
  const readNext = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const group = await readOne(reads, name, canNest, members);
      groups.set(foldName(name), group);
      onMembers(group.direct.map((userKey) => ({ group: group.name, userKey, direct: true })));
      nesting.look(foldName(name));
    }
  };
  await Promise.all(Array.from({ length: groupsAtOnce }, readNext));
  nesting.close();
  const nestingKnown = canNest || nestingDeclaredNone;
  const membersOf = (group: string) => groups.get(foldName(group))?.direct ?? [];
  return { members, membersOf, ...resolve(groups, nestingKnown, clock) };
}

async function readOne(
  reads: ReadPort,
  name: string,
  canNest: boolean,
  members: Map<UserKey, HostUser>,
): Promise<OneGroup> {
  // A list read page by page may serve somebody twice.
  const direct = new Set<UserKey>();
  const children: string[] = [];
  try {
    for await (const page of reads.listMembers(name)) {
      for (const user of page) {
        direct.add(user.userKey);
        members.set(user.userKey, user);
      }
    }
    if (canNest) for await (const page of reads.listChildGroups(name)) children.push(...page.map(foldName));
    return { name, direct: [...direct], children, readable: true };
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return { name, direct: [...direct], children, readable: false };
  }
}

/**
 * Tells who belongs to groups by nesting while others are still being read: a group as soon as everything below it is
 * there. What never comes to be complete (a child nobody listed) is told with what is known of it at the end.
 */
function openNesting(groups: ReadonlyMap<string, OneGroup>, onMembers: GroupWork['onMembers']) {
  /** Groups that cannot be told yet, each with one of those it waits for. */
  const waiting = new Map<string, string>();
  const tell = (parent: string, below: readonly string[]): void => {
    const group = groups.get(parent);
    if (group === undefined) return;
    const own = new Set(group.direct);
    const inherited = new Set(below.flatMap((one) => groups.get(one)?.direct ?? []));
    onMembers(
      [...inherited]
        .filter((userKey) => !own.has(userKey))
        .map((userKey) => ({ group: group.name, userKey, direct: false })),
    );
  };
  const tellOrWait = (parent: string): void => {
    const below = descendants(groups, parent);
    const missing = below.find((one) => !groups.has(one));
    if (missing === undefined) {
      waiting.delete(parent);
      tell(parent, below);
    } else waiting.set(parent, missing);
  };
  return {
    look: (read: string): void => {
      const ready = [...waiting].filter(([, missing]) => missing === read).map(([parent]) => parent);
      for (const parent of ready) tellOrWait(parent);
      if ((groups.get(read)?.children.length ?? 0) > 0) tellOrWait(read);
    },
    close: (): void => {
      for (const parent of waiting.keys()) tell(parent, descendants(groups, parent));
    },
  };
}

function resolve(groups: ReadonlyMap<string, OneGroup>, nestingKnown: boolean, clock: Clock) {
  const records: GroupRecord[] = [];
  let unreadable = 0;
  for (const [folded, group] of groups) {
    const below = descendants(groups, folded);
    const readable = below.every((one) => groups.get(one)?.readable ?? false) && group.readable;
    if (!readable) unreadable += 1;
    const knowledge = !readable ? 'unreadable' : nestingKnown ? 'complete' : 'nesting-unread';
    records.push({ name: group.name, knowledge, directMembers: group.direct.length, childGroups: group.children });
  }
  const readAt = clock.now();
  const members: SourceReading = {
    source: 'groups.members',
    state: unreadable === 0 ? 'complete' : 'partial',
    reason: unreadable === 0 ? null : 'group_unreadable',
    count: records.length,
    readAt,
  };
  const list: SourceReading = { source: 'groups.list', state: 'complete', reason: null, count: records.length, readAt };
  return { groups: records, readings: [list, members] };
}

/** All groups below one, each once; a cycle of groups ends where it began. A child nobody listed counts as below. */
function descendants(groups: ReadonlyMap<string, OneGroup>, start: string): string[] {
  const found = new Set<string>();
  const open = [...(groups.get(start)?.children ?? [])];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name) || name === start) continue;
    found.add(name);
    open.push(...(groups.get(name)?.children ?? []));
  }
  return [...found];
}

// Watches a small site while a product works on it, and says in sentences what must never have happened.
import { foldName, type UserKey } from '../../../sidecar/src/domain/user.ts';
import type { StoredEntry } from '../../../sidecar/src/store/runs.ts';
import type { Store } from '../../../sidecar/src/store/store.ts';
import type { Lab } from '../../lab/lab.ts';
import type { User, World } from '../../lab/world/model.ts';
import { isActive, isAdministrator, isMember } from '../../lab/world/views.ts';
import { readEntries } from '../agreement.ts';
import { readState, type StateUser } from '../lab-state.ts';
import { exemptName, ownName } from './small-site.ts';

export interface Witness {
  /** Told of each reading of one user by the product. */
  readonly noteRead: (userKey: UserKey) => void;
  /** Lets somebody else change these users of the site. */
  readonly letOthers: (usernames: readonly string[], change: () => void) => void;
  /** What was wrong since the last look; `stopped` says that nothing may have been written meanwhile. */
  readonly look: (store: Store, stopped: boolean) => Promise<string[]>;
}

type State = ReadonlyMap<string, StateUser>;

/** A change that the product made, and how the user stood right before it. */
interface Deed {
  readonly username: string;
  readonly administrator: boolean;
  /** In the group that policies protect, or in one inside it. */
  readonly kept: boolean;
}

/** Begins to watch. */
export async function watch(lab: Lab): Promise<Witness> {
  const { world } = lab;
  let clock = 0;
  let othersAct = false;
  let touchedByOthers = new Set<string>();
  let faults: string[] = [];
  let deeds: Deed[] = [];
  let before: State = await readState(lab);
  let counted = lab.wire.log.list().length;
  const ownBefore = essence(before.get(ownName));
  /** By user key and by username: when the product read somebody last, and when others changed them last. */
  const readAt = new Map<string, number>();
  const changedAt = new Map<string, number>();
  const written = new Map<string, number>();
  const journaled = new Map<number, number>();
  /** Whoever the product read before others changed something may be on the way already: that is nobody's fault. */
  const knew = ({ userKey }: User, since: number): boolean => (readAt.get(userKey) ?? 0) > since;
  let lossAt = 0;
  let standing = describeAll(world);

  world.listeners.add((change) => {
    const previous = standing;
    standing = describeAll(world);
    const left = [...standing.values()].filter(({ counts }) => counts);
    const lost = [...previous.values()].filter(({ user, counts }) => counts && !standing.get(user.username)?.counts);
    if (othersAct) {
      if (lost.length > 0) lossAt = clock;
      return;
    }
    if (lost.length > 0 && left.length === 0 && lost.every(({ user }) => knew(user, lossAt))) {
      faults.push(`the last administrator was taken: ${lost.map(({ user }) => user.username).join(', ')}`);
    }
    const was = 'account' in change ? previous.get(change.account.username) : undefined;
    if (was !== undefined && knew(was.user, changedAt.get(was.user.username) ?? 0)) {
      deeds.push({ username: was.user.username, administrator: was.administrator, kept: was.kept });
    }
  });

  return {
    noteRead: (userKey) => {
      clock += 1;
      readAt.set(userKey, clock);
    },
    letOthers: (usernames, change) => {
      clock += 1;
      for (const username of usernames) {
        touchedByOthers.add(username);
        changedAt.set(username, clock);
      }
      othersAct = true;
      change();
      othersAct = false;
    },
    look: async (store, stopped) => {
      const after = await readState(lab);
      const attempts = await readAttempts(store);
      const acted = attempts
        .filter(({ run, calls }) => calls > (journaled.get(run.id) ?? 0))
        .flatMap(({ run, entries }) => entries.map(({ username }) => ({ run, username })));
      for (const { run, calls } of attempts) journaled.set(run.id, calls);
      const log = lab.wire.log.list();
      const writes = log
        .slice(counted)
        .filter(({ method, status, user }) => isDone(method, status) && user === ownName);
      counted = log.length;
      for (const { method, path } of writes) {
        const write = readWrite(method, path);
        written.set(write, (written.get(write) ?? 0) + 1);
      }
      const found = [
        ...faults,
        ...(essence(after.get(ownName)) === ownBefore ? [] : ['the own account was changed']),
        ...(stopped && writes.length > 0 ? ['something was written while everything was stopped'] : []),
        ...acted.flatMap(judgeTarget),
        ...judgeDeeds(deeds, acted),
        ...judgeChanges({ before, after, touchedByOthers, acted }),
        ...judgeRepeats(written, attempts),
      ];
      faults = [];
      deeds = [];
      before = after;
      touchedByOthers = new Set();
      return found;
    },
  };
}

interface Standing {
  readonly user: User;
  readonly administrator: boolean;
  /** One who could administer Confluence if everybody else were gone. */
  readonly counts: boolean;
  readonly kept: boolean;
}

function describeAll(world: World): ReadonlyMap<string, Standing> {
  return new Map(
    [...world.users.values()].map((user) => {
      const administrator = isAdministrator(world, user);
      const counts = administrator && isActive(user) && user.username !== ownName;
      const kept = isMember(world, user, 'keep') || isMember(world, user, 'keep-board');
      return [user.username, { user, administrator, counts, kept }];
    }),
  );
}

function isDone(method: string, status: number | null): boolean {
  return method !== 'GET' && (status === null || status < 300);
}

function essence(user: StateUser | undefined): string {
  return user === undefined ? 'gone' : JSON.stringify([user.status, user.groups]);
}

interface RunOfWitness {
  readonly id: number;
  /** Who asked for it, folded; of an approval, who asked for the held run too. */
  readonly by: ReadonlySet<string>;
  readonly protectedUsers: readonly string[];
  readonly protectsGroup: boolean;
  /** Administrators whom the policy names. */
  readonly named: readonly string[];
}

interface RunAttempts {
  readonly run: RunOfWitness;
  /** Users of whom at least one call was begun. */
  readonly entries: readonly StoredEntry[];
  /** Calls the journal holds. */
  readonly calls: number;
}

/** Every live run with the users it began to act upon. */
async function readAttempts(store: Store): Promise<RunAttempts[]> {
  const runs = (await store.runs.list({ limit: 500, before: null })).filter(({ mode }) => mode === 'live');
  return Promise.all(
    runs.map(async ({ id, policyId, policyVersion, trigger }) => {
      const entries = (await readEntries(store, id)).filter(({ steps }) => steps.some(({ attempts }) => attempts > 0));
      const held = trigger.kind === 'approval' ? await store.runs.get(trigger.of) : null;
      const by = [trigger, held?.trigger].flatMap((one) =>
        one !== undefined && 'by' in one ? [foldName(one.by)] : [],
      );
      const definition = await store.policies.definition(policyId, policyVersion);
      const protect = definition?.protect ?? { users: [], groups: [] };
      const run: RunOfWitness = {
        id,
        by: new Set(by),
        protectedUsers: protect.users,
        protectsGroup: protect.groups.includes('keep'),
        named: definition?.includeAdministrators ?? [],
      };
      const calls = entries.flatMap(({ steps }) => steps).reduce((sum, { attempts }) => sum + attempts, 0);
      return { run, entries, calls };
    }),
  );
}

interface Act {
  readonly run: RunOfWitness;
  readonly username: string;
}

/** Why this user was none to be touched by this run, whatever happened meanwhile. */
function judgeTarget({ run, username }: Act): string[] {
  const said = `run ${run.id} acted upon ${username}`;
  return [
    ...(username === ownName ? [`${said}, the own account`] : []),
    ...(username === exemptName ? [`${said}, who is exempt`] : []),
    ...(run.by.has(foldName(username)) ? [`${said}, who started it`] : []),
    ...(run.protectedUsers.includes(username) ? [`${said}, whom its policy protects`] : []),
  ];
}

/**
 * Judges each change by how the user stood then, where it is plain which run made it. Whom the run's own first change made
 * an administrator, which takes a second one's approval of the whole plan, was none when the plan was approved.
 */
function judgeDeeds(deeds: readonly Deed[], acted: readonly Act[]): string[] {
  return deeds.flatMap(({ username, administrator, kept }) => {
    const runs = acted.filter((act) => act.username === username).map(({ run }) => run);
    const [run] = runs;
    if (run === undefined || runs.length > 1) return [];
    const before = deeds.find((deed) => deed.username === username)?.administrator ?? administrator;
    return [
      ...(kept && run.protectsGroup ? [`run ${run.id} changed ${username}, a member of a protected group`] : []),
      ...(administrator && before && !run.named.includes(username)
        ? [`run ${run.id} changed ${username}, an administrator`]
        : []),
    ];
  });
}

function judgeChanges(input: {
  readonly before: State;
  readonly after: State;
  readonly touchedByOthers: ReadonlySet<string>;
  readonly acted: readonly Act[];
}): string[] {
  const { before, after, touchedByOthers } = input;
  const acted = new Set(input.acted.map(({ username }) => username));
  return [...before.keys()]
    .filter((name) => essence(before.get(name)) !== essence(after.get(name)))
    .filter((name) => !touchedByOthers.has(name) && !acted.has(name))
    .map((name) => `${name} was changed, and no journal says so`);
}

/** Each run makes each change to each user once at most. */
function judgeRepeats(written: ReadonlyMap<string, number>, attempts: readonly RunAttempts[]): string[] {
  const allowed = new Map<string, number>();
  for (const { entries } of attempts) {
    for (const { username, steps } of entries) {
      for (const step of steps) {
        if (step.attempts === 0) continue;
        const write = describeWrite(username, step.change);
        allowed.set(write, (allowed.get(write) ?? 0) + 1);
      }
    }
  }
  return [...written].flatMap(([write, times]) => {
    const most = allowed.get(write) ?? 0;
    return times > most ? [`${write} was carried out ${times} times for ${most} runs`] : [];
  });
}

function describeWrite(username: string, change: StoredEntry['steps'][number]['change']): string {
  const group = 'group' in change ? ` ${change.group}` : '';
  return `${change.kind} ${foldName(username)}${group}`;
}

/** `PUT /confluence/rest/api/admin/user/mara/disable` is `disable mara`. */
function readWrite(method: string, path: string): string {
  const parts = path.split('/').map(decodeURIComponent);
  const name = foldName(parts[parts.indexOf('user') + 1] ?? '');
  const group = parts.indexOf('group');
  if (group > 0) return `${method === 'PUT' ? 'add-to-group' : 'remove-from-group'} ${name} ${parts[group + 1]}`;
  return method === 'DELETE' ? `delete ${name}` : `${parts.at(-1)} ${name}`;
}

// Finds out what the people of a plan would leave behind, for them alone; what nobody tells is said and never taken for none.
import type { PagePort, SpacePort } from '../adapters/ports/spaces.ts';
import { HostFailure } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import {
  askedBeforeStep,
  type Impact,
  type ImpactKind,
  impactOrNull,
  loses,
  noteImpact,
  type SpaceGrants,
} from '../domain/impact.ts';
import type { PlanEntry } from '../domain/plan/plan.ts';
import type { Limits } from '../domain/policy.ts';
import { foldName, type Instant, type UserKey } from '../domain/user.ts';
import type { Snapshot, SnapshotRecords } from '../store/snapshots.ts';
import type { OccupationWatch } from './host-occupied.ts';
import { rememberEditors } from './page-editors.ts';
import { type FoundPages, findSolePages, peopleInOneSearch } from './sole-pages.ts';

export interface ImpactInput {
  readonly store: {
    readonly snapshots: Pick<SnapshotRecords, 'evidenceBy' | 'activeMembers' | 'searchUsers' | 'person'>;
  };
  readonly snapshot: Pick<Snapshot, 'id' | 'sources'>;
  readonly entries: readonly PlanEntry[];
  readonly limits: Pick<Limits, 'holdOnImpact'>;
  readonly now: Instant;
}

interface FoundImpact {
  readonly entries: readonly PlanEntry[];
  /** Null where nobody of the plan loses anything. */
  readonly untold: readonly ImpactKind[] | null;
}

/** Adds what is known to the entries that lose something. Throws nothing of the host's: what fails is untold. */
export type AddImpact = (input: ImpactInput) => Promise<FoundImpact>;

export interface ImpactPorts {
  readonly spaces: SpacePort;
  readonly pages: PagePort;
  readonly occupation: Pick<OccupationWatch, 'isIndexWhole'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly restricted: RestrictedPagesConfig;
}

export interface RestrictedPagesConfig {
  /** Whether this product's account sees every restricted page, as an administrator declares. */
  readonly allSeen: boolean;
  /** Requests for them that a plan may cost whose policy holds on sole editors. */
  readonly searches: number;
}

/** Spaces are read once for each snapshot, whoever plans; a reading that failed is tried again by the next plan. */
export function createImpactFinder(ports: ImpactPorts): AddImpact {
  const { spaces, restricted } = ports;
  let memory: { snapshotId: number; spaces: Promise<SpaceReading> } | null = null;
  const readOnce = (snapshotId: number): Promise<SpaceReading> => {
    if (memory?.snapshotId !== snapshotId) memory = { snapshotId, spaces: readSpaces(spaces) };
    const { spaces: reading } = memory;
    return reading.then((one) => {
      if (one.grants === null || one.personal === null) memory = null;
      return one;
    });
  };
  return async (input) => {
    const leaving = new Set(input.entries.filter(loses).map(({ userKey }) => userKey));
    if (leaving.size === 0) return { entries: input.entries, untold: null };
    const { personal, grants } = await readOnce(input.snapshot.id);
    const tokens = await readTokens(input);
    const asks = input.limits.holdOnImpact?.includes('soleEditor') === true;
    const edited = await findEdited(ports, { ...input, leaving, asks });
    const sole = grants === null ? null : await findSole({ ...input, grants, leaving });
    const entries = input.entries.map((entry) => {
      if (!leaving.has(entry.userKey)) return entry;
      const impact = impactOrNull({
        soleAdministratorOf: sole?.get(entry.userKey) ?? [],
        soleEditorOf: edited.soleEditorOf.get(entry.userKey) ?? [],
        personalSpace: personal?.get(`~${foldName(entry.username)}`) ?? null,
        tokensUsedAt: tokens?.get(entry.userKey) ?? null,
      });
      const known = impact === null ? entry : withImpact(entry, impact);
      // Also with pages that are shown: whoever decides about those does not decide about the rest.
      const askedLater = asks && edited.told && edited.open.has(entry.userKey);
      return askedLater ? { ...known, notes: [askedBeforeStep, ...known.notes] } : known;
    });
    const untold: ImpactKind[] = [
      ...(sole === null ? (['soleSpaceAdministrator'] as const) : []),
      ...(edited.allTold && restricted.allSeen ? [] : (['soleEditor'] as const)),
      ...(personal === null ? (['personalSpace'] as const) : []),
      ...(tokens === null ? (['tokensInUse'] as const) : []),
    ];
    return { entries, untold };
  };
}

interface EditedInput extends ImpactInput {
  readonly leaving: ReadonlySet<UserKey>;
  readonly asks: boolean;
}

interface EditedPages extends FoundPages {
  /** Where the policy holds on it, whoever was not reached does not count: they are asked about right before their own steps. */
  readonly allTold: boolean;
}

/**
 * A policy that does not ask for it costs a few requests where its plan is small, and none elsewhere. What is found while the
 * search index is rebuilt counts; that nothing is found says nothing then, of anybody, also where the rebuilding began or ended
 * meanwhile, or nobody answers whether it did.
 */
async function findEdited(
  { pages, occupation, clock, restricted }: ImpactPorts,
  { store, snapshot, entries, leaving, asks }: EditedInput,
): Promise<EditedPages> {
  const glance = leaving.size <= peopleInOneSearch ? glanceRequests : 0;
  const mostRequests = asks ? restricted.searches : glance;
  if (mostRequests === 0 && !asks) return { soleEditorOf: new Map(), open: leaving, told: true, allTold: false };
  const people = entries.filter(({ userKey }) => leaving.has(userKey));
  const editorsOf = rememberEditors({ store, snapshotId: snapshot.id, leaving });
  const wholeBefore = await occupation.isIndexWhole();
  const found = await findSolePages({ pages, clock, editorsOf, leaving }, people, mostRequests);
  const whole = wholeBefore && (await occupation.isIndexWhole());
  if (!whole) return { ...found, open: leaving, allTold: false };
  return { ...found, allTold: found.told && (asks || found.open.size === 0) };
}

const glanceRequests = 3;

function withImpact(entry: PlanEntry, impact: Impact): PlanEntry {
  return { ...entry, before: { ...entry.before, impact }, notes: [...noteImpact(impact), ...entry.notes] };
}

interface SpaceReading {
  /** Keys as the host spells them, by folded key. */
  readonly personal: ReadonlyMap<string, string> | null;
  readonly grants: readonly SpaceGrants[] | null;
}

async function readSpaces(spaces: SpacePort): Promise<SpaceReading> {
  const personal = await orNull(spaces.personal());
  return {
    personal: personal === null ? null : new Map(personal.map((key) => [foldName(key), key])),
    grants: await orNull(spaces.administrators()),
  };
}

async function orNull<Found>(reading: Promise<Found>): Promise<Found | null> {
  return reading.catch((error: unknown) => {
    if (error instanceof HostFailure) return null;
    throw error;
  });
}

/** Tokens used before this say nothing of today. */
const tokenDays = 90;
const tokenSource = 'database.tokens';

/** The last use of tokens within 90 days; null where the snapshot's sources do not tell of tokens completely. */
async function readTokens({ store, snapshot, now }: ImpactInput): Promise<ReadonlyMap<UserKey, Instant> | null> {
  const source = snapshot.sources.find((one) => one.source === tokenSource);
  if (source?.state !== 'complete') return null;
  const since = new Date(Date.parse(now) - tokenDays * 86_400_000).toISOString();
  const used = new Map<UserKey, Instant>();
  for await (const batch of store.snapshots.evidenceBy(snapshot.id, tokenSource)) {
    for (const { userKey, item } of batch) if (item.at !== null && item.at >= since) used.set(userKey, item.at);
  }
  return used;
}

interface SoleInput extends ImpactInput {
  readonly grants: readonly SpaceGrants[];
  readonly leaving: ReadonlySet<UserKey>;
}

/**
 * Who of the plan's people is among the last to administer a space: everybody with a grant there, by name or by group, who
 * is active and no part of the plan, speaks against it. Everybody of a display name that is granted counts as one of the last.
 */
async function findSole({
  store,
  snapshot,
  entries,
  grants,
  leaving,
}: SoleInput): Promise<ReadonlyMap<UserKey, string[]>> {
  const byName = new Map<string, UserKey[]>();
  for (const { userKey, before } of entries) {
    if (!leaving.has(userKey)) continue;
    const name = foldName(before.displayName);
    byName.set(name, [...(byName.get(name) ?? []), userKey]);
  }
  const stays = rememberWhoStays({ store, snapshot, leaving });
  const sole = new Map<UserKey, string[]>();
  for (const { key, displayNames, groups } of grants) {
    const members = groups.length === 0 ? [] : await store.snapshots.activeMembers(snapshot.id, groups.map(foldName));
    const own = displayNames.flatMap((name) => byName.get(foldName(name)) ?? []);
    const candidates = new Set([...own, ...members.filter((member) => leaving.has(member))]);
    if (candidates.size === 0 || members.some((member) => !leaving.has(member))) continue;
    const others = await Promise.all(displayNames.map(stays));
    if (others.includes(true)) continue;
    for (const userKey of candidates) sole.set(userKey, [...(sole.get(userKey) ?? []), key]);
  }
  return sole;
}

/** Whether an active user of this display name is no part of the plan; each name is looked up once. */
function rememberWhoStays({ store, snapshot, leaving }: Pick<SoleInput, 'store' | 'snapshot' | 'leaving'>) {
  const known = new Map<string, Promise<boolean>>();
  return (name: string): Promise<boolean> => {
    const folded = foldName(name);
    const answer = known.get(folded) ?? ask();
    known.set(folded, answer);
    return answer;

    async function ask(): Promise<boolean> {
      const page = { sort: 'username', descending: false, limit: 200, cursor: null } as const;
      const { users } = await store.snapshots.searchUsers({
        ...page,
        snapshotId: snapshot.id,
        search: name,
        status: 'active',
      });
      const bearers = users.filter(({ displayName }) => foldName(displayName) === folded);
      // Whoever shares the name with somebody who leaves may be either of them.
      return bearers.length > 0 && bearers.every(({ userKey }) => !leaving.has(userKey));
    }
  };
}

// Makes the plan of a run from the stored snapshot: selection, second opinion, actions, guards, digest. Changes nothing.
import type { ReadPort } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import { type Change, changesOf } from '../domain/action.ts';
import { asksWhatIsTold, dependsOnActivity } from '../domain/criteria/leaves.ts';
import { type MatchContext, matches, type Trace } from '../domain/criteria/matches.ts';
import { allowsOperation } from '../domain/directory.ts';
import { findPrivileged } from '../domain/guard/plan/privileged-changes.ts';
import { distrusts, refusePlan } from '../domain/guard/plan-guards.ts';
import type { PlanRefusal } from '../domain/guard/refusal.ts';
import { judgePlanned } from '../domain/guard/step-guards.ts';
import type { Licence } from '../domain/licence/licence.ts';
import { openSeatCount, type PlanSeats } from '../domain/licence/plan-seats.ts';
import { guardNewcomers, nameOfNewcomer } from '../domain/newcomer.ts';
import type { PlanNote } from '../domain/plan/intent.ts';
import { type Plan, type PlanAbilities, type PlanEntry, planEntries, summarise } from '../domain/plan/plan.ts';
import type { UnknownUsers } from '../domain/plan/unknown-users.ts';
import type { PolicyDefinition } from '../domain/policy.ts';
import type { Run } from '../domain/run.ts';
import { actionsOfAll } from '../domain/stage/stage.ts';
import { foldName, type UserWithGroups } from '../domain/user.ts';
import { readKnowledge } from '../store/knowledge.ts';
import { knowsAllMembers, type Snapshot } from '../store/snapshots.ts';
import type { StandingClosing } from '../store/stages.ts';
import type { Store } from '../store/store.ts';
import { askUntilSilent } from './ask-until-silent.ts';
import type { AddImpact } from './impact.ts';
import { flatMapInTurns } from './map-in-turns.ts';
import { gatherPlanFacts, type ReadableDirectory } from './plan-facts.ts';
import { capRun, gatherPlanHistory } from './plan-history.ts';
import { type Choice, choose, SecondOpinionDiffers, type Selected } from './plan-run/choose.ts';
import { type Claims, countClaims, gatherClaims } from './precedence.ts';
import type { HostFacts } from './preflight.ts';
import { gatherProtection, type RoleGroups } from './protection.ts';
import { sealPlan } from './seal-plan.ts';
import type { Timeline } from './stages/open-timeline.ts';

export interface PlanningInput {
  readonly store: Store;
  readonly clock: Clock;
  readonly run: Run;
  readonly definition: PolicyDefinition;
  readonly snapshot: Snapshot;
  readonly host: HostFacts;
  readonly roleGroups: RoleGroups;
  /** Asked with all names that the changes are to carry. */
  readonly abilities: (names: readonly string[]) => Promise<PlanAbilities>;
  /** Directories with a Crowd application of their own. */
  readonly directories: readonly ReadableDirectory[];
  /** Asks for the names of newcomers. */
  readonly reads: Pick<ReadPort, 'readUser' | 'readAddress'>;
  /** Names of the directories in their order; null where this Confluence does not tell. */
  readonly canNotify: boolean;
  /** Of the process. */
  readonly timeZone: string;
  readonly addImpact: AddImpact;
  /** False for a simulation of all policies side by side, which shows what each of them would want. */
  readonly precedenceApplies?: boolean;
  readonly directoryOrder: () => Promise<readonly string[] | null>;
}

export interface PlannedRun {
  readonly plan: Plan;
  readonly refusals: readonly PlanRefusal[];
  readonly digest: string;
  readonly people: readonly { salt: string; hash: string; displayName: string }[];
  /** Who was left out because whether they are meant is not certain. */
  readonly unknown: UnknownUsers;
  /** Standings of a staged policy that are over; a live run writes them down. */
  readonly closings: readonly StandingClosing[];
}

/**
 * Selects, asks for the second opinion, plans and lets the guards speak. Throws `SecondOpinionDiffers`; where the criteria
 * ask what administrators tell, that may have changed between the two opinions, so both are asked once more.
 */
export async function planRun(input: PlanningInput): Promise<PlannedRun> {
  try {
    return await planOnce(input);
  } catch (error) {
    if (!(error instanceof SecondOpinionDiffers) || !asksWhatIsTold(input.definition.criteria)) throw error;
    return planOnce(input);
  }
}

async function planOnce(input: PlanningInput): Promise<PlannedRun> {
  const { definition, snapshot, run } = input;
  const context = await readContext(input);
  const { now } = context;
  const ask = (person: UserWithGroups): Trace => matches(definition.criteria, person, context);

  const { people, unknown, expand, actions, limits, timeline } = await choose({ ...input, now, ask });
  const wanted = { context, people, actions, expand, timeline };
  const { intent, claims, unreadableGroups, licence } = await gatherIntent(input, wanted);
  const allKnown = knowsAllMembers(snapshot);
  const planned = await flatMapInTurns(people, (some) => {
    const made = planEntries({ ...intent, people: some });
    return allKnown ? made : made.map(withGroupsIncomplete);
  });
  const counts = licence === null ? { seats: null, entries: planned } : await countSeats(licence, planned);
  const { seats } = counts;
  // What is given back leaves nothing behind.
  const undoes = run.trigger.kind === 'undo';
  const asked = undoes ? [] : counts.entries;
  const found = await input.addImpact({ ...input, entries: asked, limits, now });
  const entries = undoes ? counts.entries : found.entries;
  const cap = await capRun({ ...input, undoes, now });
  const counted = countClaims(claims);
  const made: Plan = {
    snapshotId: snapshot.id,
    usersRead: snapshot.userCount,
    entries,
    unknownUsers: unknown.users.length,
    unknownByReason: unknown.byReason,
    seats,
    ...(cap === null ? {} : { atMost: cap }),
    ...(counted === null ? {} : { belongingElsewhere: counted }),
    ...(found.untold === null ? {} : { impactUntold: found.untold }),
  };
  const before = await gatherPlanHistory({ ...input, snapshotId: snapshot.id, entries, now });
  const guarded = {
    mode: run.mode,
    summary: summarise(made),
    limits,
    hostConfirmed: input.host.confirmed,
    unreadableProtectedGroups: unreadableGroups,
    snapshotTakenAt: snapshot.startedAt,
    dependsOnActivity: dependsOnActivity(definition.criteria),
    ...before,
    privileged: findPrivileged(entries),
    now,
  };
  const refusals = refusePlan(guarded);
  // A plan for nobody is held by nothing: what it read must not become what others are compared with.
  const trusted = guarded.summary.planned > 0 || !distrusts(guarded);
  const plan: Plan = trusted ? { ...made, population: before.population } : made;
  const closings = timeline?.closings() ?? [];
  return { plan, refusals, unknown, closings, ...(await sealPlan({ ...input, people, plan })) };
}

interface IntentInput extends Pick<Choice, 'people' | 'actions'> {
  readonly expand?: Choice['expand'] | undefined;
  readonly timeline?: Timeline | null;
  readonly context: MatchContext;
}

/** What the actions come to for people who are meant, and which guards stand in the way. */
export async function gatherIntent(input: PlanningInput, wanted: IntentInput) {
  const { context, people, actions, timeline = null } = wanted;
  const { store, definition, snapshot, run } = input;
  const knowledgeOf = (group: string) => context.groupKnowledge(foldName(group));
  const claims = await claimsOf(input, context, people);
  const { protection: gathered, unreadableGroups } = await gatherProtection({
    store,
    definition,
    snapshotId: snapshot.id,
    ...input.host,
    run,
    undoes: run.trigger.kind === 'undo',
    now: context.now,
    roleGroups: input.roleGroups,
  });
  // A user stands on one timeline at a time, whoever started the run.
  const placed = input.precedenceApplies === false ? [] : (timeline?.belongsTo ?? []);
  const claimedBy = new Map([...(claims.heeded ? claims.claimedBy : []), ...placed]);
  const protection = { ...gathered, claimedBy };
  const finding = await store.snapshots.licence(snapshot.id);
  const licence = finding?.licence ?? null;
  const abilities = await input.abilities(namesOf(definition, licence, people));
  const facts = await gatherPlanFacts({
    actions,
    people: people.map(({ person }) => person),
    directories: input.directories.map(askUntilSilent),
    order: input.directoryOrder,
    licence,
    canNotify: input.canNotify,
  });
  const expand = timeline === null ? wanted.expand : (person: UserWithGroups) => timeline.expand(person, facts);
  const directories = await store.snapshots.directories(snapshot.id);
  const byName = new Map(directories.map((one) => [foldName(one.name), one]));
  const intent = {
    actions,
    ...(expand === undefined ? {} : { expand }),
    abilities: refuseMissingGroups(abilities, (group) => knowledgeOf(group) !== 'missing'),
    refuse: (person: UserWithGroups, change: Change) =>
      judgePlanned(
        timeline?.seenAs(person) ?? person,
        change,
        nameOfNewcomer(person.user.userKey) === null ? protection : guardNewcomers(protection),
      ),
    facts,
    directoryAllows: (directory: string, operation: string) =>
      allowsOperation(byName.get(foldName(directory)), operation),
    membersKnown: (group: string) => knowledgeOf(group) !== 'unreadable',
    ...(timeline === null ? {} : { stageOf: timeline.stageOf }),
    noteOn: ({ user }: UserWithGroups): PlanNote[] =>
      !claims.heeded && claims.claimedBy.has(user.userKey) ? ['belongs-to-other-policy'] : [],
  };
  return { intent, claims, unreadableGroups, licence };
}

async function claimsOf(
  { store, run, definition, snapshot, precedenceApplies = true }: PlanningInput,
  { now }: MatchContext,
  people: readonly Selected[],
): Promise<Claims> {
  if (!precedenceApplies) return { claimedBy: new Map(), heeded: false };
  const persons = people.map(({ person }) => person);
  return gatherClaims({ store, run, definition, snapshotId: snapshot.id, now, people: persons });
}

/** What the criteria are asked with, besides people. */
export async function readContext({ store, clock, definition, snapshot }: PlanningInput): Promise<MatchContext> {
  const knowledge = await readKnowledge(store, { snapshotId: snapshot.id, criteria: definition.criteria });
  return { now: clock.now(), ...knowledge };
}

function namesOf(definition: PolicyDefinition, licence: Licence | null, people: readonly Selected[]): string[] {
  const groups = actionsOfAll(definition)
    .flatMap(changesOf)
    .flatMap((change) => ('group' in change ? [change.group] : []));
  // Asked even where no action takes the licence: it may be the way out for whom nothing else can be done.
  const granting = (licence?.groups ?? []).map((group) => group.name);
  return [...groups, ...granting, ...people.map(({ person }) => person.user.username)];
}

/** Somebody who is not there yet is in no group, whatever could not be read. */
function withGroupsIncomplete(entry: PlanEntry): PlanEntry {
  return entry.before.newcomer === undefined
    ? { ...entry, before: { ...entry.before, groupsIncomplete: true } }
    : entry;
}

/** Only what is really planned counts: a step that cannot be done frees nothing. Each entry is told its own seat. */
async function countSeats(
  licence: Licence,
  planned: readonly PlanEntry[],
): Promise<{ readonly seats: PlanSeats; readonly entries: readonly PlanEntry[] }> {
  const count = openSeatCount(licence);
  const entries = await flatMapInTurns(planned, (some) =>
    some.map((entry) => {
      const { userKey, before, steps } = entry;
      // Somebody who is not there yet takes no seat.
      const status = before.newcomer === undefined ? before.status : 'disabled';
      const facts = { userKey, status, directGroups: before.directGroups };
      const done = steps.filter((step) => step.disposition.kind === 'planned');
      const mayStayActive = (before.accounts?.accounts ?? []).filter((one) => one.status !== 'disabled').length > 1;
      const seat = count.add({ facts, changes: done.map((step) => step.change), mayStayActive });
      return { ...entry, before: { ...before, seat: seat.before, seatAfter: seat.after } };
    }),
  );
  return { seats: count.total(), entries };
}

function refuseMissingGroups(abilities: PlanAbilities, exists: (group: string) => boolean): PlanAbilities {
  return {
    unsupportedChange: (change, username) =>
      'group' in change && !exists(change.group) ? 'group-missing' : abilities.unsupportedChange(change, username),
  };
}

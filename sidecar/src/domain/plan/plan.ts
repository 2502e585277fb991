// The ordered steps a run intends, with before-images and reasons: built from a selection and actions, then never changed.
import { type Action, type Change, type HostChange, isAccountChange, isByHand, type StateChange } from '../action.ts';
import type { Trace, UnknownReason } from '../criteria/matches.ts';
import type { PrivilegeGuardName, RefusalDetails } from '../guard/refusal.ts';
import type { ImpactKind } from '../impact.ts';
import type { PlanSeats } from '../licence/plan-seats.ts';
import type { Population } from '../population.ts';
import type { PlannedStage } from '../stage/stage.ts';
import { foldName, type UserKey, type Username, type UserStatus, type UserWithGroups } from '../user.ts';
import { type BeforeImage, imagePerson } from './before-image.ts';
import { barOf, type DirectoryAllows, noteDirectory, withDisabled } from './directory-bars.ts';
import { type Expansion, expandActions, type PlanFacts } from './expand.ts';
import type { Intent, PlanNote, UnsupportedReason } from './intent.ts';
import { takeLicence } from './take-licence.ts';

/** What the plan says of one change. Only `planned` steps are ever executed. */
export type Disposition =
  | { readonly kind: 'planned' }
  /** Only by an administrator and a second one: this guard refuses it unless they approve the plan. */
  | { readonly kind: 'planned'; readonly privilege: PrivilegeGuardName }
  /** In place of a deletion that cannot be made for this reason, because the policy asks for it. */
  | { readonly kind: 'planned'; readonly insteadOf: 'delete'; readonly reason: UnsupportedReason }
  | { readonly kind: 'already' }
  | { readonly kind: 'refused'; readonly guard: string; readonly details?: RefusalDetails }
  | { readonly kind: 'unsupported'; readonly reason: UnsupportedReason };

export interface PlannedStep {
  readonly change: Change;
  readonly disposition: Disposition;
}

export interface PlanEntry {
  readonly userKey: UserKey;
  readonly username: Username;
  readonly before: BeforeImage;
  /** The trace that selected the user. */
  readonly trace: Trace;
  readonly steps: readonly PlannedStep[];
  readonly notes: readonly PlanNote[];
}

export interface Plan {
  readonly snapshotId: number;
  /** All users of the snapshot: the population that percentages refer to. */
  readonly usersRead: number;
  readonly entries: readonly PlanEntry[];
  /** How many users could not be answered, by reason; one user may count under several reasons. */
  readonly unknownByReason: Readonly<Partial<Record<UnknownReason, number>>>;
  /** Users whose answer was unknown, each once. */
  readonly unknownUsers: number;
  /** What the plan would do to the licence; null where nothing is known of who takes a seat. */
  readonly seats: PlanSeats | null;
  /** How many users one run may change, where a cap lies below what is planned; the rest is carried over. */
  readonly atMost?: number;
  /** Absent where what was read looks broken, so that nothing is compared with it later. */
  readonly population?: Population;
  /** What could not be found out of what the people of the plan would leave behind; absent where nobody was asked about. */
  readonly impactUntold?: readonly ImpactKind[];
  /** Users of the entries who belong to another policy by precedence, by that policy; absent where nobody does. */
  readonly belongingElsewhere?: Readonly<Record<string, number>>;
}

/** Counts of users; `matched = planned + already + refused + unsupported`. */
export interface PlanSummary {
  readonly usersRead: number;
  readonly matched: number;
  readonly unknown: number;
  /** Users with at least one step to do. */
  readonly planned: number;
  /** Users for whom everything is as wanted already. */
  readonly already: number;
  /** Users left alone because a guard refused. */
  readonly refused: number;
  /** Users for whom nothing can be done here. */
  readonly unsupported: number;
  /** Absent in plans of before this was counted. */
  readonly seats?: PlanSeats | null;
  readonly atMost?: number;
  readonly population?: Population;
  readonly impactUntold?: readonly ImpactKind[];
  readonly belongingElsewhere?: Readonly<Record<string, number>>;
  /** Users with a change that takes an administrator and a second one; absent where there is none. */
  readonly privileged?: number;
  /** Users by what there is to know besides; absent where there is nothing. */
  readonly notes?: Readonly<Partial<Record<PlanNote, number>>>;
}

/** What the adapters can do at this host, as far as planning needs it. */
export interface PlanAbilities {
  /** Whether the change can be made to this user at all, and addressed; null means yes. */
  readonly unsupportedChange: (change: HostChange, username: Username) => UnsupportedReason | null;
}

/** A step guard's view at planning time: the guard that refuses, with its details; or the one that two may lift; or null. */
export type RefuseStep = (
  person: UserWithGroups,
  change: Change,
) => { readonly guard: string; readonly details?: RefusalDetails } | { readonly privilege: PrivilegeGuardName } | null;

export interface PlanInput {
  readonly actions: readonly Action[];
  readonly people: readonly { readonly person: UserWithGroups; readonly trace: Trace }[];
  readonly abilities: PlanAbilities;
  readonly refuse: RefuseStep;
  readonly facts: PlanFacts;
  /** What is intended for a person; by default what the actions mean for them. */
  readonly expand?: (person: UserWithGroups) => Expansion;
  /** Whether all direct members of a group were read; taking somebody out of another group is planned and decided later. */
  readonly membersKnown: (group: string) => boolean;
  readonly directoryAllows: DirectoryAllows;
  /** What there is to know of a person besides, whatever the steps are. */
  readonly noteOn?: (person: UserWithGroups) => readonly PlanNote[];
  /** Where a person stands on the policy's timeline; absent where it has none. */
  readonly stageOf?: (person: UserWithGroups) => PlannedStage | undefined;
}

/** Crosses the selected people with the actions. People come in the order given; steps in the order of the actions. */
export function planEntries(input: PlanInput): PlanEntry[] {
  return input.people.map(({ person, trace }) => {
    const { intents, notes, images, newcomer } =
      input.expand?.(person) ?? expandActions(input.actions, person, input.facts);
    const disabled = accountsDisabledBy(intents.map(({ change }) => change));
    // What Confluence is asked to do comes after the accounts that would get in its way.
    const reached = { ...person, accounts: withDisabled(person.accounts, disabled) };
    const each = withholdHalves(intents.flatMap((intent) => planIntent(reached, intent, input)));
    const steps = withholdAfterRefusal(newcomer === undefined ? each : withholdUnlessWhole(each));
    return {
      userKey: person.user.userKey,
      username: person.user.username,
      before: imagePerson(person, images, newcomer, input.stageOf?.(person)),
      trace,
      steps,
      notes: [...notes, ...notesOn(person, steps, input), ...notesOnDeletion(steps), ...(input.noteOn?.(person) ?? [])],
    };
  });
}

/** Whether the wished-for state already holds for a person with these facts. */
export function holdsAlready(
  change: StateChange,
  state: { status: UserStatus; directGroups: readonly string[] },
): boolean {
  switch (change.kind) {
    case 'disable':
      return state.status === 'disabled';
    case 'enable':
      return state.status === 'active';
    case 'delete':
      return false;
    case 'add-to-group':
      return hasGroup(state.directGroups, change.group);
    case 'remove-from-group':
      return !hasGroup(state.directGroups, change.group);
  }
}

function hasGroup(groups: readonly string[], group: string): boolean {
  const folded = foldName(group);
  return groups.some((one) => foldName(one) === folded);
}

type DisposeInput = Pick<PlanInput, 'abilities' | 'refuse' | 'membersKnown' | 'directoryAllows'>;

/** One step, or its stand-ins where it cannot be made; where these cannot be made either, all say why. A guard's word is never got round. */
function planIntent(person: UserWithGroups, intent: Intent, input: DisposeInput): PlannedStep[] {
  const step: PlannedStep = { change: intent.change, disposition: dispose(person, intent, input) };
  if (intent.otherwise === undefined || step.disposition.kind !== 'unsupported') return [step];
  const { reason } = step.disposition;
  const reached = { ...person, accounts: withDisabled(person.accounts, accountsDisabledBy(intent.otherwise)) };
  const others = intent.otherwise.map((change): PlannedStep => {
    const disposition = dispose(reached, { change, known: null }, input);
    return {
      change,
      disposition: disposition.kind === 'planned' ? { ...disposition, insteadOf: 'delete', reason } : disposition,
    };
  });
  return others.some(({ disposition }) => disposition.kind === 'unsupported') ? [step, ...others] : others;
}

function accountsDisabledBy(changes: readonly Change[]): string[] {
  return changes.flatMap((change) => (change.kind === 'disable-account' ? [change.directory] : []));
}

function notesOnDeletion(steps: readonly PlannedStep[]): PlanNote[] {
  const planned = steps.filter(({ disposition }) => disposition.kind === 'planned');
  if (planned.some(({ change }) => change.kind === 'delete')) return ['beyond-undo'];
  return planned.some(({ disposition }) => 'insteadOf' in disposition) ? ['disabled-instead'] : [];
}

/** Says whose directory nobody tells, and the way out for those whose account cannot be changed. */
function notesOn(person: UserWithGroups, steps: readonly PlannedStep[], input: PlanInput): PlanNote[] {
  const atHost = steps.filter(({ change }) => !isAccountChange(change)).map((step) => step.disposition);
  if (atHost.some(({ kind }) => kind === 'planned')) return noteDirectory(person.accounts);
  const barred = atHost.some((one) => 'reason' in one && barReasons.has(one.reason));
  if (!barred) return [];
  const removable = takeLicence(input.facts.seatOf(person)).some((intent) => {
    return dispose(person, intent, input).kind === 'planned';
  });
  return removable ? ['licence-group-removable'] : [];
}

const barReasons: ReadonlySet<UnsupportedReason> = new Set(['directory-read-only', 'another-account-takes-over']);

function dispose(
  person: UserWithGroups,
  { change, known }: Intent,
  { abilities, refuse, membersKnown, directoryAllows }: DisposeInput,
): Disposition {
  const word = refuse(person, change);
  if (word !== null && 'guard' in word) return { kind: 'refused', ...word };
  if (person.unsynced) return { kind: 'unsupported', reason: 'unsynced' };
  if (known !== null) return known;
  const planned: Disposition = { kind: 'planned', ...word };
  if (isAccountChange(change) || change.kind === 'warn') return planned;
  if (isByHand(change)) return { kind: 'unsupported', reason: 'capability-absent' };
  // Who was not seen in a group that could not be read may be in it all the same: the user is read before the change.
  const open = change.kind === 'remove-from-group' && !membersKnown(change.group);
  const nested = change.kind === 'remove-from-group' && holdsOnlyNested(person, change.group);
  if (nested && !open) return { kind: 'unsupported', reason: 'nested-membership' };
  const readable = change.kind !== 'set-random-password' && change.kind !== 'create-user';
  if (readable && !open && holdsAlready(change, imagePerson(person))) return { kind: 'already' };
  const statusChange = change.kind === 'disable' || change.kind === 'enable';
  if (statusChange && person.user.status === 'unknown') return { kind: 'unsupported', reason: 'status-not-told' };
  const reason =
    abilities.unsupportedChange(change, person.user.username) ?? barOf(change, person.accounts, directoryAllows);
  return reason === null ? planned : { kind: 'unsupported', reason };
}

function holdsOnlyNested({ memberships }: UserWithGroups, group: string): boolean {
  const folded = foldName(group);
  const own = memberships.filter((one) => foldName(one.group) === folded);
  return own.length > 0 && own.every((one) => !one.direct);
}

/** Where the account that speaks cannot be disabled, disabling the others would do nothing but harm. */
function withholdHalves(steps: PlannedStep[]): PlannedStep[] {
  const barred = steps.find(
    ({ change, disposition }) => change.kind === 'disable' && disposition.kind === 'unsupported',
  );
  if (barred === undefined) return steps;
  return steps.map((step) =>
    step.change.kind === 'disable-account' ? { ...step, disposition: barred.disposition } : step,
  );
}

/** Nobody is created who would lack something that was asked for: each step says why. */
function withholdUnlessWhole(steps: PlannedStep[]): PlannedStep[] {
  const barred = steps.find((step) => step.disposition.kind === 'unsupported')?.disposition;
  if (barred === undefined) return steps;
  return steps.map((step) => (step.disposition.kind === 'planned' ? { ...step, disposition: barred } : step));
}

/** A guard that refuses one change of a user stops the user's other changes too: nobody is left half done on purpose. */
function withholdAfterRefusal(steps: PlannedStep[]): PlannedStep[] {
  const refusal = steps.find((step) => step.disposition.kind === 'refused')?.disposition;
  if (refusal === undefined) return steps;
  return steps.map((step) => (step.disposition.kind === 'planned' ? { ...step, disposition: refusal } : step));
}

/** Counts the users of a plan by what would become of them. */
export function summarise(plan: Plan): PlanSummary {
  const counts = { planned: 0, already: 0, refused: 0, unsupported: 0 };
  for (const entry of plan.entries) counts[fateOf(entry)] += 1;
  const { usersRead, entries, unknownUsers: unknown, seats, atMost, population } = plan;
  const { belongingElsewhere, impactUntold } = plan;
  const notes = countNotes(entries);
  const privileged = entries.filter(isPrivileged).length;
  return {
    usersRead,
    matched: entries.length,
    unknown,
    ...counts,
    seats,
    ...(notes === null ? {} : { notes }),
    ...(atMost === undefined ? {} : { atMost }),
    ...(population === undefined ? {} : { population }),
    ...(belongingElsewhere === undefined ? {} : { belongingElsewhere }),
    ...(impactUntold === undefined ? {} : { impactUntold }),
    ...(privileged === 0 ? {} : { privileged }),
  };
}

function countNotes(entries: readonly PlanEntry[]): Partial<Record<PlanNote, number>> | null {
  const counts: Partial<Record<PlanNote, number>> = {};
  for (const { notes } of entries) for (const note of notes) counts[note] = (counts[note] ?? 0) + 1;
  return Object.keys(counts).length === 0 ? null : counts;
}

/** One word for a user's part in the plan. */
export function fateOf(entry: Pick<PlanEntry, 'steps'>): 'planned' | 'already' | 'refused' | 'unsupported' {
  const kinds = entry.steps.map((step) => step.disposition.kind);
  if (kinds.includes('planned')) return 'planned';
  if (kinds.includes('refused')) return 'refused';
  return kinds.includes('unsupported') ? 'unsupported' : 'already';
}

/** Whether somebody's part of a plan takes an administrator and a second one. */
function isPrivileged({ steps }: Pick<PlanEntry, 'steps'>): boolean {
  return steps.some(({ disposition }) => 'privilege' in disposition);
}

// Compares the groups a policy names with those that exist, and says which ones were probably meant.
import { type Action, transferOf } from '../../domain/action.ts';
import { type Criteria, openCriteria } from '../../domain/criteria/leaves.ts';
import type { PolicyDefinition } from '../../domain/policy.ts';
import { isWarning } from '../../domain/stage/stage.ts';
import { foldName } from '../../domain/user.ts';
import type { FaultDetail } from '../../errors.ts';
import { type Fault, type Locate, type Path, placeFaults } from './fault.ts';
import { nearestNames } from './nearest.ts';

export interface GroupCheck {
  /** Groups that do not exist: the policy is refused. */
  readonly faults: readonly FaultDetail[];
  /** What could not be checked now: the policy is taken, and people are told. */
  readonly warnings: readonly FaultDetail[];
}

/** Why the names of the groups are not at hand: there was no reading yet, or the host does not tell them now. */
export type GroupsUnknown = 'never-read' | 'not-now';

/** Checks every group of a policy against the names of all groups. */
export function checkGroups(
  definition: PolicyDefinition,
  knownGroups: readonly string[] | GroupsUnknown,
  locate: Locate,
): GroupCheck {
  const named = [...groupPlaces(definition)];
  const [first] = named;
  if (typeof knownGroups === 'string') {
    if (first === undefined) return { faults: [], warnings: [] };
    const names = [...new Set(named.map(({ group }) => group))].join(', ');
    const message = `${whyUnknown[knownGroups]}: ${names}`;
    return { faults: [], warnings: placeFaults([{ path: first.path, part: 'value', message }], locate) };
  }
  const known = new Set(knownGroups.map(foldName));
  const faults = named
    .filter(({ group }) => !known.has(foldName(group)))
    .map(({ path, group }): Fault => ({ path, part: 'value', message: refuseGroup(group, knownGroups) }));
  return { faults: placeFaults(faults, locate), warnings: [] };
}

const whyUnknown: Readonly<Record<GroupsUnknown, string>> = {
  'never-read': 'Confluence was never read; sync first, so that these names of groups can be checked',
  'not-now': 'the groups cannot be read now, so these names were not checked',
};

function refuseGroup(group: string, knownGroups: readonly string[]): string {
  const near = nearestNames(group, knownGroups, 3).map((name) => `"${name}"`);
  const allowed =
    near.length === 0 ? 'no group is known' : `allowed are groups that exist, nearest names first: ${near.join(', ')}`;
  return `there is no group "${group}"; ${allowed}`;
}

interface GroupPlace {
  readonly path: Path;
  readonly group: string;
}

function* groupPlaces({ criteria, actions, stages, protect }: PolicyDefinition): Generator<GroupPlace> {
  yield* criteriaPlaces(criteria, ['criteria']);
  yield* actionPlaces(actions, ['actions']);
  for (const [index, stage] of (stages ?? []).entries()) {
    if (!isWarning(stage)) yield* actionPlaces(stage.actions, ['stages', index, 'actions']);
  }
  yield* listPlaces(protect.groups, ['protect', 'groups']);
}

function* actionPlaces(actions: readonly Action[], path: Path): Generator<GroupPlace> {
  for (const [index, action] of actions.entries()) {
    if (typeof action === 'string' || transferOf(action) !== null) continue;
    for (const [key, groups] of Object.entries(action)) yield* listPlaces(groups, [...path, index, key]);
  }
}

function* criteriaPlaces(criteria: Criteria, path: Path): Generator<GroupPlace> {
  const node = openCriteria(criteria);
  if (node.kind === 'not') yield* criteriaPlaces(node.child, [...path, 'not']);
  else if (node.kind !== 'leaf') {
    for (const [index, child] of node.children.entries()) yield* criteriaPlaces(child, [...path, node.kind, index]);
  } else if (node.key === 'inGroup') yield { path: [...path, node.key], group: node.argument };
}

function* listPlaces(groups: readonly string[], path: Path): Generator<GroupPlace> {
  for (const [index, group] of groups.entries()) yield { path: [...path, index], group };
}

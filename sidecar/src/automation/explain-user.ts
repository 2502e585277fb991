// Why one user is meant or not, and what would become of them: the planner's own answer, for a single person.
import { matches, type Trace } from '../domain/criteria/matches.ts';
import { type PlannedStep, planEntries } from '../domain/plan/plan.ts';
import type { UserKey, UserWithGroups } from '../domain/user.ts';
import { gatherIntent, type PlanningInput, readContext } from './plan-run.ts';

export interface ExplainedUser {
  readonly person: UserWithGroups;
  readonly trace: Trace;
  /** What would become of the user if the criteria meant them: guards speak whatever the verdict is. */
  readonly steps: readonly PlannedStep[];
}

/** Answers for one user of the snapshot, meant or not; null where there is no such user. */
export async function explainUser(input: PlanningInput, userKey: UserKey): Promise<ExplainedUser | null> {
  const { store, definition, snapshot } = input;
  const person = await store.snapshots.person(snapshot.id, userKey);
  if (person === null) return null;
  const context = await readContext(input);
  const trace = matches(definition.criteria, person, context);
  const people = [{ person, trace }];
  const { intent } = await gatherIntent(input, { context, people, actions: definition.actions, expand: undefined });
  return { person, trace, steps: planEntries({ ...intent, people }).flatMap((entry) => entry.steps) };
}

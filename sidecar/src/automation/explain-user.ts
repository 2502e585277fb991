// Why one user is meant or not, and what would become of them: the planner's own answer, for a single person.
import { type MatchContext, matches, type Trace } from '../domain/criteria/matches.ts';
import { type PlannedStep, planEntries } from '../domain/plan/plan.ts';
import { actionsOfAll, type PlannedStage } from '../domain/stage/stage.ts';
import type { UserKey, UserWithGroups } from '../domain/user.ts';
import { gatherIntent, type PlanningInput, readContext } from './plan-run.ts';
import { openTimeline } from './stages/open-timeline.ts';

export interface ExplainedUser {
  readonly person: UserWithGroups;
  readonly trace: Trace;
  /** What would become of the user if the criteria meant them: guards speak whatever the verdict is. */
  readonly steps: readonly PlannedStep[];
  /** Where they stand on the policy's timeline; null where it has none. */
  readonly stage: PlannedStage | null;
}

/** Answers for one user of the snapshot, meant or not; null where there is no such user. */
export async function explainUser(input: PlanningInput, userKey: UserKey): Promise<ExplainedUser | null> {
  const { store, definition, snapshot } = input;
  const person = await store.snapshots.person(snapshot.id, userKey);
  if (person === null) return null;
  const context = await readContext(input);
  const timeline = definition.stages === undefined ? null : await openOwnTimeline(input, context, person);
  const trace = matches(definition.criteria, timeline?.seenAs(person) ?? person, context);
  const people = [{ person, trace }];
  const actions = actionsOfAll(definition);
  const { intent } = await gatherIntent(input, { context, people, actions, timeline });
  const [entry] = planEntries({ ...intent, people });
  return { person, trace, steps: entry?.steps ?? [], stage: entry?.before.stage ?? null };
}

async function openOwnTimeline(input: PlanningInput, context: MatchContext, person: UserWithGroups) {
  const { now } = context;
  const ask = (one: UserWithGroups): Trace => matches(input.definition.criteria, one, context);
  const timeline = await openTimeline({ ...input, now, ask });
  timeline.place(person);
  return timeline;
}

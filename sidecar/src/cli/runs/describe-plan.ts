// A plan as text: how the run stands, why it is held, and each user with reason, steps and what became of them.
import { describeOutcomes } from './describe-outcomes.ts';
import { describeEntry, describeFigures } from './describe-people.ts';
import { describeRun } from './describe-run.ts';
import type { ReadPlan } from './read-plan.ts';

/** Ends with a line break. */
export function describePlan(read: ReadPlan): string {
  const { run, plan, users } = read;
  return [
    `${describeRun(run)}${describeOutcomes(read)}`,
    `plan made ${plan.madeAt.slice(0, 16)}Z, digest ${plan.digest}`,
    describeFigures(plan.summary),
    ...plan.refusals.map(({ words }) => `held: ${words}`),
    ...describeStanding(read),
    '',
    ...users.flatMap(describeEntry),
    '',
  ].join('\n');
}

function describeStanding({ run, held, plan }: ReadPlan): string[] {
  if (held === null) return [];
  const { decision, expired, outdated, openUntil } = held;
  if (decision !== null) {
    const next = decision.nextRunId === null ? '' : `, carried out by run ${decision.nextRunId}`;
    return [`${decision.decision} by ${decision.by}${next}${decision.reason === null ? '' : `: ${decision.reason}`}`];
  }
  if (expired) return [`it could be approved until ${openUntil.slice(0, 16)}Z; run the policy again for a new plan`];
  if (outdated) return ['its policy was edited or taken out of use since; run the policy again for a new plan'];
  return [
    `it can be approved until ${openUntil.slice(0, 16)}Z: user-management approve ${run.id} --digest ${plan.digest}`,
  ];
}

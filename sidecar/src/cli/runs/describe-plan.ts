// A plan as text: how the run stands, why it is held, and each user with reason, steps and what became of them.
import type { EntryPageDocument } from '../../contract/plans.ts';
import { describeRun } from './describe-run.ts';
import type { ReadPlan } from './read-plan.ts';

type Entry = EntryPageDocument['items'][number];
type Step = Entry['steps'][number];

/** Ends with a line break. */
export function describePlan(read: ReadPlan): string {
  const { run, plan, users } = read;
  const { usersRead, matched, unknown, planned, already, refused, unsupported } = plan.summary;
  return [
    describeRun(run),
    `plan made ${plan.madeAt.slice(0, 16)}Z, digest ${plan.digest}`,
    `${usersRead} users read, ${matched} meant, ${unknown} not known; ${planned} to be changed, ${already} so already, ` +
      `${refused} left alone by a guard, ${unsupported} not possible here`,
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

function describeEntry({ username, displayName, why, steps }: Entry): string[] {
  const name = username === displayName ? username : `${username} (${displayName})`;
  return [`${onOneLine(name)}: ${onOneLine(why)}`, ...steps.map((step) => `  ${onOneLine(describeStep(step))}`)];
}

function describeStep({ change, disposition, outcome, verification }: Step): string {
  const where = 'group' in change ? ` ${change.group}` : 'directory' in change ? ` in ${change.directory}` : '';
  const intent = disposition.kind === 'planned' ? '' : ` - ${sayCode(disposition)}`;
  const became = outcome === null || disposition.kind !== 'planned' ? '' : ` - ${sayCode(outcome)}`;
  const seen = verification === null ? '' : `, ${verification}`;
  return `${change.kind}${where}${intent}${became}${seen}`;
}

function sayCode(word: { kind: string; guard?: string; reason?: string; code?: string }): string {
  const why = word.guard ?? word.reason ?? word.code;
  return why === undefined ? word.kind : `${word.kind}: ${why}`;
}

/** Names may carry line breaks and marks that turn the direction of a terminal around. */
function onOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
}

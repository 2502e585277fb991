// Where a user stands on a policy's timeline, in words: the same in API, mail and table.
import type { BeforeImage } from '../domain/plan/before-image.ts';
import type {
  AgainReason,
  ClosingReason,
  HoldReason,
  PlannedStage,
  Stage,
  StageDecision,
  Standing,
} from '../domain/stage/stage.ts';
import { countUsers } from './counts.ts';

const closingWords: Readonly<Record<ClosingReason, string>> = {
  activity: 'the account was used after they had begun',
  reactivated: 'somebody enabled the account again',
  'access-given-back': 'somebody gave back a group that a stage had taken',
  kept: 'the user asked to keep the account, by the link in the warning',
  'address-changed': 'the e-mail address changed',
  exempt: 'an exemption covers the user',
  'criteria-no-longer-match': 'the policy did not mean the user any more',
  'user-is-gone': 'the user is gone',
  deleted: 'the user was deleted',
  'taken-over': 'a policy of higher precedence took the user over',
};

const holdWords: Readonly<Record<HoldReason, string>> = {
  'warning-not-delivered': 'the warning is delivered',
  'address-unknown': 'somebody tells again to which address the warning went',
  'warning-said-otherwise': 'the policy warns of it, because the warning that was delivered said otherwise',
};

const againWords: Readonly<Record<AgainReason, string>> = {
  'not-delivered': 'its mail was not delivered',
  'said-otherwise':
    'the policy was changed since: it does what the delivered warning did not name, or does it earlier than that said',
};

/** What a plan says of a user's place: what began anew, what is reached, and what is due or waited for. */
export function wordPlannedStage(planned: PlannedStage, timeZone: string): string {
  const { standing, decision, resetBy, takesOver } = planned;
  const parts = [
    ...(resetBy === null ? [] : [`the stages begin anew, because ${closingWords[resetBy]}`]),
    ...(takesOver.length === 0 ? [] : [`taken over from ${takesOver.join(', ')}, beginning with the first stage`]),
    ...(standing === null ? [] : [wordStanding(standing, timeZone)]),
    wordDecision(decision, timeZone),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** The stage reached, and what became of its warning. */
export function wordStanding({ reached, warning, openedAt }: Standing, timeZone: string): string {
  if (reached === null) return `on the timeline since ${wordDay(openedAt, timeZone)}`;
  const since = `stage “${reached.stage}” reached on ${wordDay(reached.at, timeZone)}`;
  if (!reached.warned) return since;
  if (warning.state === 'delivered') return `${since}, warning delivered on ${wordDay(warning.at, timeZone)}`;
  return warning.state === 'not-delivered'
    ? `${since}, warning not delivered (${warning.failure})`
    : `${since}, warning not delivered yet`;
}

/** What comes next, and from when on. */
export function wordDecision(decision: StageDecision, timeZone: string): string {
  switch (decision.kind) {
    case 'due':
      return decision.again === null
        ? `stage “${decision.stage}” is due`
        : `stage “${decision.stage}” is due again, because ${againWords[decision.again]}`;
    case 'waiting':
      return `stage “${decision.stage}” is due on ${wordDay(decision.dueAt, timeZone)} at the earliest`;
    case 'held':
      return `stage “${decision.stage}” waits until ${holdWords[decision.because]}`;
    case 'ended':
      return 'the last stage is done';
  }
}

/** How many users stand at which stage of a plan, a line a stage; empty for a policy without stages. */
export function wordStageCounts(
  stages: readonly Stage[],
  entries: readonly { readonly before: Pick<BeforeImage, 'stage'> }[],
  timeZone: string,
): string[] {
  const decisions = entries.flatMap(({ before }) => before.stage?.decision ?? []);
  const lines = stages.map(({ name }) => {
    const own = decisions.filter((decision) => 'stage' in decision && decision.stage === name);
    const due = own.filter(({ kind }) => kind === 'due').length;
    const held = (because: HoldReason) =>
      own.filter((decision) => decision.kind === 'held' && decision.because === because).length;
    const holds = (['warning-not-delivered', 'address-unknown', 'warning-said-otherwise'] as const).filter(
      (because) => held(because) > 0,
    );
    const dates = own.flatMap((decision) => (decision.kind === 'waiting' ? [decision.dueAt] : [])).sort();
    const parts = [
      ...(due === 0 ? [] : [`due for ${countUsers(due)}`]),
      ...(dates[0] === undefined
        ? []
        : [`awaited by ${countUsers(dates.length)}, due on ${wordDay(dates[0], timeZone)} at the earliest`]),
      ...holds.map((because) => `held for ${countUsers(held(because))} until ${holdWords[because]}`),
    ];
    return parts.length === 0 ? null : `Stage “${name}”: ${parts.join('; ')}.`;
  });
  const ended = decisions.filter(({ kind }) => kind === 'ended').length;
  return [
    ...lines.filter((line) => line !== null),
    ...(ended === 0 ? [] : [`The last stage is done for ${countUsers(ended)}.`]),
  ];
}

function wordDay(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(new Date(instant));
}

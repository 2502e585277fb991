// What has become of the runs that were to give one user their part of a run back; looks, and changes nothing.
import { type Giving, judgeGiving } from '../domain/give-back.ts';
import type { PlanRefusal } from '../domain/guard/refusal.ts';
import { isOpen, type Outcome, type Run, type SkipReason } from '../domain/run.ts';
import type { Instant, UserKey } from '../domain/user.ts';
import { describeStanding } from './held-runs.ts';
import type { Actor, ServiceContext } from './service-context.ts';

type Looking = Pick<ServiceContext, 'store' | 'clock'>;

/** A user's part of a run, as its undo names it. */
export interface TakenPart {
  readonly run: Run;
  readonly personId: number;
  readonly userKey: UserKey;
}

/** Who begins a run by a link: whoever starts a run is never touched by it, and a link is no sign-in. */
export const linkActor: Actor = { userKey: '', username: 'system' };

/** The newest steps of a user: what was given back lately is within these, also where each of ninety waves has them all. */
const stepsLookedAt = 1_000;
const runsLookedAt = 200;

/** `waiting`: a run that would give it back is held, by whoever paused it or until somebody decides on its plan, or a wave is to come. */
type Followed = Giving | 'under-way' | 'waiting' | 'none';

/**
 * What live tries came to; `none` where no run has come so far as to tell anything of the user. What was given once is given,
 * whoever began that run; what was refused or broken off counts for the link's own runs alone, as others are held and ended
 * because of other people in them. A rehearsal gives nothing and is none.
 */
export async function followTries(context: Looking, part: TakenPart): Promise<Followed> {
  const { store } = context;
  const live = {
    policyId: part.run.policyId,
    trigger: 'undo',
    mode: 'live',
    limit: runsLookedAt,
    before: null,
  } as const;
  const open = await store.runs.list({ ...live, standing: 'open' });
  const user: string = part.userKey;
  const planned = (await store.runs.list({ ...live, user })).filter((run) => takesBack(run, part));
  const approvals = planned.some(isHeld) ? await listApprovals(context, part) : [];
  const tries = await Promise.all(planned.map((run) => openTry(context, run, approvals)));
  const steps = await store.runs.ofUser({ userKey: part.userKey, limit: stepsLookedAt });
  const outcomesOf = ({ id }: Run) => steps.filter(({ runId }) => runId === id).map(({ outcome }) => outcome);
  const isGiven = (run: Run) => run.state === 'finished' && judgeGiving(outcomesOf(run)) === 'given';
  if (tries.some(({ acting }) => acting.some(isGiven))) return 'given';
  const asked = open.find((run) => takesBack(run, part));
  if (asked !== undefined) return followOpen(asked);
  for (const { heldRuns } of tries) {
    for (const held of heldRuns) if (await store.waves.isLeft(held, part.userKey)) return 'waiting';
  }
  const current = tries.flatMap(({ acting }) => acting).find(isOpen);
  if (current !== undefined) return followOpen(current);
  for (const { own, acting } of tries) {
    const told = acting.findLast((run) => hasCome(outcomesOf(run))) ?? acting.at(-1);
    const word = told === undefined ? 'none' : await judgeTry(context, { own, told, outcomes: outcomesOf(told) });
    if (word !== 'none') return word;
  }
  return 'none';
}

const isHeld = ({ ending }: Run) => ending === 'quarantined';

const followOpen = ({ pausedBy }: Run): Followed => (pausedBy === null ? 'under-way' : 'waiting');

/** Whether a run came to the user at all: an approval in waves has everybody in each of its runs. */
function hasCome(outcomes: readonly Outcome[]): boolean {
  const byAnother = (one: Outcome) => one.kind === 'skipped' && leftToAnotherWave.has(one.reason);
  return outcomes.length > 0 && !outcomes.some(byAnother);
}

const leftToAnotherWave: ReadonlySet<string> = new Set([
  'carried-over',
  'earlier-wave',
] satisfies readonly SkipReason[]);

/** Approvals of the policy's held plans that have the user in them, or are so new that nobody can tell; oldest first. */
async function listApprovals({ store }: Looking, part: TakenPart): Promise<readonly Run[]> {
  const { policyId } = part.run;
  const approvals = { policyId, trigger: 'approval', mode: 'live', limit: runsLookedAt, before: null } as const;
  const user: string = part.userKey;
  const found = [
    ...(await store.runs.list({ ...approvals, user })),
    ...(await store.runs.list({ ...approvals, standing: 'open' })),
  ];
  return [...new Map(found.map((run) => [run.id, run])).values()].sort((one, other) => one.id - other.id);
}

interface Try {
  /** Whether the link began it. */
  readonly own: boolean;
  /** The run that was asked for, or those that approvals of its held plan began, oldest first: several in waves. */
  readonly acting: readonly Run[];
  /** Whose plans these approvals were about. */
  readonly heldRuns: readonly number[];
}

async function openTry({ store }: Looking, run: Run, approvals: readonly Run[]): Promise<Try> {
  const own = 'by' in run.trigger && run.trigger.by === linkActor.username;
  if (!isHeld(run)) return { own, acting: [run], heldRuns: [] };
  const heldRuns = [run.id];
  const acting: Run[] = [];
  for (const approval of approvals) {
    const { trigger } = approval;
    if (trigger.kind !== 'approval' || !heldRuns.includes(trigger.of)) continue;
    acting.push(approval);
    // An approved plan may be held and approved again.
    if (isHeld(approval)) heldRuns.push(approval.id);
  }
  if (acting.length > 0) return { own, acting, heldRuns };
  // One that ended before it had a plan names nobody.
  const next = (await store.runs.decision(run.id))?.nextRunId ?? null;
  const begun = next === null ? null : await store.runs.get(next);
  return { own, acting: [begun ?? run], heldRuns };
}

async function judgeTry(
  context: Looking,
  { own, told, outcomes }: { readonly own: boolean; readonly told: Run; readonly outcomes: readonly Outcome[] },
): Promise<Exclude<Followed, 'given' | 'under-way'>> {
  if (isHeld(told)) {
    if (own) return (await waitedInVain(context, told)) ? 'not-yet' : 'refused';
    const standing = await describeStanding(context, told);
    const decidable = standing !== null && standing.decision === null && !standing.expired && !standing.outdated;
    return decidable ? 'waiting' : 'none';
  }
  const giving = judgeGiving(outcomes);
  // What ended before its time says nothing of the steps it did not come to.
  if (giving === 'nothing-left') return told.ending === 'completed' ? giving : own ? 'not-yet' : 'none';
  return own && giving !== 'given' ? giving : 'none';
}

/** Whether Confluence was occupied all the time, which says nothing against the user. */
async function waitedInVain({ store }: Looking, { id }: Run): Promise<boolean> {
  const refusals = (await store.runs.plan(id))?.refusals ?? [];
  return refusals.length > 0 && refusals.every(({ guard }) => waitRefusals.has(guard));
}

const waitRefusals: ReadonlySet<string> = new Set([
  'directory-synchronising',
  'reindex-running',
] satisfies readonly PlanRefusal['guard'][]);

/** How many live runs the link began since then to give it back, whatever became of them; nobody else's are counted. */
export async function countTries({ store }: Pick<Looking, 'store'>, part: TakenPart, since: Instant): Promise<number> {
  const { policyId } = part.run;
  const runs = await store.runs.list({
    policyId,
    trigger: 'undo',
    mode: 'live',
    startedBy: linkActor.username,
    since,
    limit: runsLookedAt,
    before: null,
  });
  return runs.filter((run) => takesBack(run, part)).length;
}

function takesBack({ trigger }: Run, { run, personId }: TakenPart): boolean {
  return trigger.kind === 'undo' && trigger.of === run.id && trigger.people?.includes(personId) !== false;
}

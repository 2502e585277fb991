// What has become of the runs that were to give one user their part of a run back; looks, and changes nothing.
import { type Giving, judgeGiving } from '../domain/give-back.ts';
import type { PlanRefusal } from '../domain/guard/refusal.ts';
import { isOpen, type Outcome, type Run } from '../domain/run.ts';
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

/** The newest steps of a user: what was given back lately is within these. */
const stepsLookedAt = 200;
const runsLookedAt = 200;

/** `waiting`: a run that would give it back is held, by whoever paused it or until somebody decides on its plan. */
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
  const tries = await Promise.all(planned.map((run) => openTry(context, run)));
  const steps = await store.runs.ofUser({ userKey: part.userKey, limit: stepsLookedAt });
  const outcomesOf = ({ id }: Run) => steps.filter(({ runId }) => runId === id).map(({ outcome }) => outcome);
  const ended = tries.filter(({ acting }) => acting.state === 'finished');
  if (ended.some(({ acting }) => judgeGiving(outcomesOf(acting)) === 'given')) return 'given';
  const current = open.find((run) => takesBack(run, part)) ?? tries.find(({ acting }) => isOpen(acting))?.acting;
  if (current !== undefined) return current.pausedBy === null ? 'under-way' : 'waiting';
  for (const one of ended) {
    const word = await judgeTry(context, one, outcomesOf(one.acting));
    if (word !== 'none') return word;
  }
  return 'none';
}

interface Try {
  /** Whether the link began it. */
  readonly own: boolean;
  /** The run that was asked for, or the one that an approval of its held plan began. */
  readonly acting: Run;
}

async function openTry({ store }: Looking, run: Run): Promise<Try> {
  const own = 'by' in run.trigger && run.trigger.by === linkActor.username;
  const next = run.ending === 'quarantined' ? (await store.runs.decision(run.id))?.nextRunId : null;
  return { own, acting: (next == null ? null : await store.runs.get(next)) ?? run };
}

async function judgeTry(
  context: Looking,
  { own, acting }: Try,
  outcomes: readonly Outcome[],
): Promise<Exclude<Followed, 'given' | 'under-way'>> {
  if (acting.ending === 'quarantined') {
    if (own) return (await waitedInVain(context, acting)) ? 'not-yet' : 'refused';
    const standing = await describeStanding(context, acting);
    const decidable = standing !== null && standing.decision === null && !standing.expired && !standing.outdated;
    return decidable ? 'waiting' : 'none';
  }
  const giving = judgeGiving(outcomes);
  // What ended before its time says nothing of the steps it did not come to.
  if (giving === 'nothing-left') return acting.ending === 'completed' ? giving : own ? 'not-yet' : 'none';
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

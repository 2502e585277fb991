// What has become of the runs that were to give one user their part of a run back; looks, and changes nothing.
import { type Giving, judgeGiving } from '../domain/give-back.ts';
import type { Run } from '../domain/run.ts';
import type { Instant, UserKey } from '../domain/user.ts';
import type { Actor, ServiceContext } from './service-context.ts';

type Looking = Pick<ServiceContext, 'store'>;

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

/**
 * What the newest live try came to, whoever began it; `none` where no run has come so far as to plan anything for the user.
 * A rehearsal gives nothing and is none.
 */
export async function followTries({ store }: Looking, part: TakenPart): Promise<Giving | 'under-way' | 'none'> {
  const { policyId } = part.run;
  const open = await store.runs.list({
    policyId,
    trigger: 'undo',
    mode: 'live',
    standing: 'open',
    limit: runsLookedAt,
    before: null,
  });
  if (open.some((run) => takesBack(run, part))) return 'under-way';
  const user: string = part.userKey;
  const planned = await store.runs.list({
    policyId,
    trigger: 'undo',
    mode: 'live',
    user,
    limit: runsLookedAt,
    before: null,
  });
  const newest = planned.find((run) => takesBack(run, part));
  if (newest === undefined) return 'none';
  if (newest.ending === 'quarantined') return 'refused';
  const steps = await store.runs.ofUser({ userKey: part.userKey, limit: stepsLookedAt });
  const giving = judgeGiving(steps.filter(({ runId }) => runId === newest.id).map(({ outcome }) => outcome));
  // What ended before its time says nothing of the steps it did not come to.
  return giving === 'nothing-left' && newest.ending !== 'completed' ? 'not-yet' : giving;
}

/** How many live runs the link began since then to give it back, whatever became of them; nobody else's are counted. */
export async function countTries({ store }: Looking, part: TakenPart, since: Instant): Promise<number> {
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

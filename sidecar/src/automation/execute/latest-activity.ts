// A user's activity right before a step: as the sources tell it now, seen through what this run itself did to the user.
import type { ContributionPort } from '../../adapters/ports.ts';
import type { Clock } from '../../clock.ts';
import type { Change } from '../../domain/action.ts';
import { type Activity, judgeInstant } from '../../domain/activity.ts';
import type { User } from '../../domain/user.ts';
import type { StoredEntry } from '../../store/runs.ts';
import type { FreshActivity } from '../fresh-activity.ts';

export interface LatestActivityInput {
  readonly activity: FreshActivity;
  readonly contributions: ContributionPort;
  readonly clock: Pick<Clock, 'now'>;
}

/** May take minutes: how the user stands is to be read after it. `known` is the user as the run's snapshot has them. */
export async function findLatestActivity(
  input: LatestActivityInput,
  entry: Pick<StoredEntry, 'steps'>,
  known: User,
): Promise<Activity> {
  const reading = await input.activity.renew();
  const told = await reading.of(known);
  const latest = mayHaveHidden(entry) ? seeThrough(known.activity, told) : told;
  return latest.state === 'unknown' ? latest : withContribution(input, known, latest);
}

/** Nobody is covered any less for having been let in or told something. */
const hidesNobody: ReadonlySet<Change['kind']> = new Set([
  'enable',
  'add-to-group',
  'create-group',
  'add-account-to-group',
  'enable-account',
  'set-random-password',
  'mail-password-reset',
  'warn',
]);

/** Whether a step that was made may be why a source does not tell of the user any more. */
function mayHaveHidden({ steps }: Pick<StoredEntry, 'steps'>): boolean {
  return steps.some(({ change, outcome }) => outcome?.kind === 'applied' && !hidesNobody.has(change.kind));
}

/**
 * Of whom no source covers any more the snapshot's word stands, unless somebody saw them since: a refused sign-in, a token
 * or "keep me" tells of use, whether or not it is the last one.
 */
function seeThrough(known: Activity, told: Activity): Activity {
  if (told.state !== 'unknown' || told.reason !== 'not-covered' || known.state === 'unknown') return told;
  const { atLeast } = told;
  if (atLeast === undefined || (known.state === 'seen' && atLeast.at <= known.at)) return known;
  return { state: 'seen', ...atLeast };
}

/** Content is asked about last and only for whom it can save: finding some counts, finding none proves nothing. */
async function withContribution(
  { contributions, clock }: LatestActivityInput,
  user: User,
  activity: Activity,
): Promise<Activity> {
  const { at, word } = judgeInstant((await contributions.lastOf(user)) ?? undefined, clock.now());
  if (word !== 'seen' || (activity.state === 'seen' && activity.at >= at)) return activity;
  return { state: 'seen', at, kind: 'contribution', source: 'content', readAt: clock.now() };
}

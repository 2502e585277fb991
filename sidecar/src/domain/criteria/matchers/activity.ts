// Leaves about use and status: how long ago, whether ever, and since when disabled.
import type { Sighting } from '../../activity.ts';
import type { Instant } from '../../user.ts';
import { answer, type Matcher, unsure } from '../answer.ts';
import { daysBefore, daysSince } from '../days.ts';
import type { Facts } from '../matches.ts';

function describe({ at, kind, source, readAt }: Sighting, now: Instant): Facts {
  return { lastActivityAt: at, days: daysSince(at, now), kind, source, readAt };
}

export const inactiveDays: Matcher<'inactiveDays'> = (days, { user }, { now }) => {
  const { activity } = user;
  if (activity.state === 'never') return answer('no', { never: true });
  const last = activity.state === 'seen' ? activity : activity.atLeast;
  const facts = last === undefined ? {} : describe(last, now);
  const longAgo = last === undefined || last.at <= daysBefore(now, days);
  // Whatever is not known can only be later: it never makes a recent activity old.
  if (activity.state === 'unknown' && longAgo) return unsure(`activity-${activity.reason}`, facts);
  return answer(longAgo ? 'yes' : 'no', facts);
};

export const neverActive: Matcher<'neverActive'> = ({ accountOlderThanDays }, { user }, { now }) => {
  const { activity } = user;
  const last = activity.state === 'unknown' ? activity.atLeast : activity.state === 'seen' ? activity : undefined;
  if (last !== undefined) return answer('no', { lastActivityAt: last.at });
  if (activity.state === 'unknown') return unsure(`activity-${activity.reason}`);
  const threshold = daysBefore(now, accountOlderThanDays);
  if (user.createdAt !== null) {
    return answer(user.createdAt <= threshold ? 'yes' : 'no', { createdAt: user.createdAt });
  }
  const facts = { firstSeenAt: user.firstSeenAt, days: daysSince(user.firstSeenAt, now) };
  return user.firstSeenAt <= threshold ? answer('yes', facts) : unsure('account-age-not-told', facts);
};

/** Use more than a day after the only login is a visit of its own: they came back. */
const sameVisitDays = 1;

export const loggedInOnce: Matcher<'loggedInOnce'> = ({ accountOlderThanDays }, { user }, { now, onlyLogins }) => {
  const { activity } = user;
  if (activity.state === 'never') return answer('no', { never: true });
  if (onlyLogins === null) return unsure('logins-not-counted');
  const only = onlyLogins.get(user.userKey);
  const last = activity.state === 'unknown' ? activity.atLeast : activity;
  if (only !== undefined && last !== undefined && last.at > daysBefore(only, -sameVisitDays)) {
    return answer('no', { ...describe(last, now), onlyLoginAt: only });
  }
  if (activity.state === 'unknown') return unsure(`activity-${activity.reason}`);
  if (only === undefined) return answer('no', { moreThanOnce: true });
  const facts = { onlyLoginAt: only, days: daysSince(only, now) };
  const threshold = daysBefore(now, accountOlderThanDays);
  if (user.createdAt !== null) return answer(user.createdAt <= threshold ? 'yes' : 'no', facts);
  return user.firstSeenAt <= threshold ? answer('yes', facts) : unsure('account-age-not-told', facts);
};

export const disabledDays: Matcher<'disabledDays'> = (days, { user }, { now }) => {
  if (user.status === 'unknown') return unsure('status-not-told');
  if (user.status === 'active') return answer('no', { status: user.status });
  const since = user.firstSeenDisabledAt;
  if (since === null) return unsure('disabled-since-not-told');
  const facts = { firstSeenDisabledAt: since, days: daysSince(since, now) };
  return since <= daysBefore(now, days) ? answer('yes', facts) : unsure('disabled-since-not-told', facts);
};

export const status: Matcher<'status'> = (wanted, { user }) => {
  if (user.status === 'unknown') return unsure('status-not-told');
  return answer(user.status === wanted ? 'yes' : 'no', { status: user.status });
};

// More users within a week, over all policies together, than the process allows; small numbers pass.
import { percentFloorUsers } from '../../policy.ts';
import { actedUpon, exceedsShare, type PlanGuard, showShare } from './guard.ts';

/** The window counts back from the moment the plan is made. */
export const windowDays = 7;

export const rollingWindow: PlanGuard<'rolling-window'> = ({ summary, history }) => {
  if (history === null) return null;
  const { usersRead } = summary;
  const { otherUsersInWindow, rollingPercent: limit } = history;
  const users = actedUpon(summary) + otherUsersInWindow;
  if (users <= percentFloorUsers || !exceedsShare(users, usersRead, limit)) return null;
  const percent = showShare(users, usersRead, limit);
  return { guard: 'rolling-window', details: { users, days: windowDays, usersRead, percent, limit } };
};

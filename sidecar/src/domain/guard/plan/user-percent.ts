// A larger share of the population than allowed; small plans pass.
import { percentFloorUsers } from '../../policy.ts';
import { actedUpon, exceedsShare, type PlanGuard, showShare } from './guard.ts';

export const userPercent: PlanGuard<'user-percent'> = ({ summary, limits: { maxPercent } }) => {
  const planned = actedUpon(summary);
  const { usersRead } = summary;
  if (planned <= percentFloorUsers || !exceedsShare(planned, usersRead, maxPercent)) return null;
  const percent = showShare(planned, usersRead, maxPercent);
  return { guard: 'user-percent', details: { planned, usersRead, percent, limit: maxPercent } };
};

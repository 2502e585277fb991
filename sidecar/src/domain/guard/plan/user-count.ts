// More users than the policy's own count limit.
import { actedUpon, type PlanGuard } from './guard.ts';

export const userCount: PlanGuard<'user-count'> = ({ summary, limits: { maxUsers } }) => {
  const planned = actedUpon(summary);
  if (maxUsers === undefined || planned <= maxUsers) return null;
  return { guard: 'user-count', details: { planned, limit: maxUsers } };
};

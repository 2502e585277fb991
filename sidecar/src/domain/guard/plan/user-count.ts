// More users than the policy's own count limit.
import type { PlanGuard } from './guard.ts';

export const userCount: PlanGuard<'user-count'> = ({ summary: { planned }, limits: { maxUsers } }) =>
  maxUsers === undefined || planned <= maxUsers ? null : { guard: 'user-count', details: { planned, limit: maxUsers } };

// Many more users than the policy's last runs: something changed that nobody told this product of. Small plans pass.
import { defaultMaxGrowthFactor, percentFloorUsers } from '../../policy.ts';
import { actedUpon, type PlanGuard } from './guard.ts';

export const growth: PlanGuard<'growth'> = ({ summary, limits, history }) => {
  const planned = actedUpon(summary);
  if (history === null || history.plannedBefore.length === 0 || planned <= percentFloorUsers) return null;
  const limit = limits.maxGrowthFactor ?? defaultMaxGrowthFactor;
  const before = Math.max(...history.plannedBefore);
  return planned <= before * limit ? null : { guard: 'growth', details: { planned, before, limit } };
};

// Too many users about whom nothing can be said: then the source is broken, and what it says of the others is worth little.
import { defaultMaxUnknownPercent } from '../../policy.ts';
import { exceedsShare, type PlanGuard, showShare } from './guard.ts';

export const unknownShare: PlanGuard<'unknown-share'> = ({ summary, limits, dependsOnActivity, history }) => {
  const limit = limits.maxUnknownPercent ?? defaultMaxUnknownPercent;
  const { unknown, usersRead } = summary;
  if (history === null || !dependsOnActivity || !exceedsShare(unknown, usersRead, limit)) return null;
  return {
    guard: 'unknown-share',
    details: { unknown, usersRead, percent: showShare(unknown, usersRead, limit), limit },
  };
};

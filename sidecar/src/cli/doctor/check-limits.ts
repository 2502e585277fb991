// Whether Confluence limits our requests, as the headers of its answers tell.
import type { Check } from './check.ts';
import { ok, warning } from './finding.ts';

/** Below this a site of some thousand users takes minutes to read. */
const slowPerSecond = 5;

export const checkLimits: Check = {
  name: 'limits',
  title: 'Rate limit',
  after: 'sign-in',
  run: async ({ asker }) => {
    const { reading, refusals } = asker.limits();
    const evidence = 'X-RateLimit headers';
    if (reading === null) return [ok('Confluence sets no limit on our requests.', { evidence })];
    const perSecond = Math.round(reading.fillPerMs * 10_000) / 10;
    const found = `Confluence lets us make ${reading.capacity} requests at once, then ${perSecond} a second.`;
    const todo = 'Exempt the service account from rate limiting.';
    if (refusals > 0) return [warning(`${found.slice(0, -1)}, and refused one just now.`, todo, { evidence })];
    return perSecond < slowPerSecond ? [warning(found, todo, { evidence })] : [ok(found, { evidence })];
  },
};

// Hindsight on users a policy would have met: wrongly hit is who was active since, and silence is no proof of the opposite.
import { expect, it } from 'vitest';
import { judgeHindsight, type SeenNow } from './backtest.ts';

const then = '2026-02-01T00:00:00.000Z';
const later = '2026-02-20T00:00:00.000Z';
const earlier = '2025-06-01T00:00:00.000Z';

it.each<[string, SeenNow | null, string]>([
  ['seen later', { status: 'active', activity: 'seen', activeAt: later }, 'active-since'],
  [
    'seen later by one source though another is silent',
    { status: 'active', activity: 'unknown', activeAt: later },
    'active-since',
  ],
  ['seen later and disabled by now', { status: 'disabled', activity: 'seen', activeAt: later }, 'active-since'],
  ['last seen before', { status: 'active', activity: 'seen', activeAt: earlier }, 'idle-since'],
  ['never seen', { status: 'active', activity: 'never', activeAt: null }, 'idle-since'],
  ['last seen before, and a source is silent', { status: 'active', activity: 'unknown', activeAt: earlier }, 'unknown'],
  ['disabled since', { status: 'disabled', activity: 'seen', activeAt: earlier }, 'disabled-since'],
  ['not there any more', null, 'unknown'],
])('somebody %s is judged as that', (_, now, expected) => {
  expect(judgeHindsight(then, now)).toBe(expected);
});

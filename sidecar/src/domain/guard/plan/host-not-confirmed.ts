// Another Confluence, a clone or a restored copy is only ever looked at.
import type { PlanGuard } from './guard.ts';

export const hostNotConfirmed: PlanGuard<'host-not-confirmed'> = ({ mode, hostConfirmed }) =>
  mode === 'live' && !hostConfirmed ? { guard: 'host-not-confirmed', details: {} } : null;

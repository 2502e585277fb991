// An exemption that cannot be read protects nobody, so nothing may happen live.
import type { PlanGuard } from './guard.ts';

export const exemptionUnreadable: PlanGuard<'exemption-unreadable'> = ({ mode, unreadableProtectedGroups: groups }) =>
  mode === 'test' || groups.length === 0
    ? null
    : { guard: 'exemption-unreadable', details: { groups: groups.join(', ') } };

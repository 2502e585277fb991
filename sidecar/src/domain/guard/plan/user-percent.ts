// A larger share of the population than allowed; small plans pass.
import { percentFloorUsers } from '../../policy.ts';
import { type PlanGuard, roundBeyond } from './guard.ts';

export const userPercent: PlanGuard<'user-percent'> = ({ summary: { planned, usersRead }, limits: { maxPercent } }) => {
  if (planned <= percentFloorUsers) return null;
  // Multiplied, because 70 of 1,000 divided comes to 7.000000000000001 per cent; the hair keeps 1.1 × 3,000 exact too.
  if (planned * 100 <= maxPercent * usersRead + 1e-6) return null;
  const percent = roundBeyond(usersRead === 0 ? 100 : (planned / usersRead) * 100, maxPercent);
  return { guard: 'user-percent', details: { planned, usersRead, percent, limit: maxPercent } };
};

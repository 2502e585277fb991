// A plan made from stale readings is not carried out.
import { type PlanGuard, roundBeyond } from './guard.ts';

export const snapshotTooOld: PlanGuard<'snapshot-too-old'> = ({ limits, snapshotTakenAt, now }) => {
  const limit = limits.snapshotMaxAgeHours;
  const ageHours = (Date.parse(now) - Date.parse(snapshotTakenAt)) / 3_600_000;
  if (ageHours <= limit) return null;
  return { guard: 'snapshot-too-old', details: { ageHours: roundBeyond(ageHours, limit), limit } };
};

// Somebody in the plan would leave something behind that the policy names as a reason to hold, or nobody can tell whether.
import { type ImpactKind, noteOfKind } from '../../impact.ts';
import type { PlanGuard } from './guard.ts';

export const impact: PlanGuard<'impact'> = ({ summary: { notes = {}, impactUntold = [] }, limits }) => {
  const wanted = new Set(limits.holdOnImpact ?? []);
  const usersWith = (kind: ImpactKind): number => {
    const note = noteOfKind[kind];
    return wanted.has(kind) && note !== null ? (notes[note] ?? 0) : 0;
  };
  const [soleSpaceAdministrator, personalSpace] = [usersWith('soleSpaceAdministrator'), usersWith('personalSpace')];
  const tokensInUse = usersWith('tokensInUse');
  const untold = impactUntold.filter((kind) => wanted.has(kind)).join(', ');
  if (soleSpaceAdministrator + personalSpace + tokensInUse === 0 && untold === '') return null;
  return { guard: 'impact', details: { soleSpaceAdministrator, personalSpace, tokensInUse, untold } };
};

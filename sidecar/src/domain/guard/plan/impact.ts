// Somebody in the plan would leave something behind that the policy names as a reason to hold, or nobody can tell whether.
import { type ImpactKind, noteOfKind } from '../../impact.ts';
import type { PlanGuard } from './guard.ts';

export const impact: PlanGuard<'impact'> = ({ summary: { notes = {}, impactUntold = [] }, limits }) => {
  const wanted = new Set(limits.holdOnImpact ?? []);
  const usersWith = (kind: ImpactKind): number => (wanted.has(kind) ? (notes[noteOfKind[kind]] ?? 0) : 0);
  const [soleSpaceAdministrator, soleEditor] = [usersWith('soleSpaceAdministrator'), usersWith('soleEditor')];
  const [personalSpace, tokensInUse] = [usersWith('personalSpace'), usersWith('tokensInUse')];
  const untold = impactUntold.filter((kind) => wanted.has(kind)).join(', ');
  if (soleSpaceAdministrator + soleEditor + personalSpace + tokensInUse === 0 && untold === '') return null;
  return { guard: 'impact', details: { soleSpaceAdministrator, soleEditor, personalSpace, tokensInUse, untold } };
};

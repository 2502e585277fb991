// Whom an exemption covers no policy touches, and nobody is put into an exempt group or taken out; the refusal names it.
import { groupOfChange } from '../../action.ts';
import { findExemption, isForAnother } from '../../exemption.ts';
import type { StepGuard } from './guard.ts';

export const exempt: StepGuard<'exempt'> = ({ person, change, protection }) => {
  const found = findExemption(person, protection.exemptions, groupOfChange(change));
  if (found === null) return null;
  const name = isForAnother(found, person.user) ? { byNameAlone: true as const } : {};
  return { guard: 'exempt', details: { exemption: found.id, endsAt: found.endsAt, ...name } };
};

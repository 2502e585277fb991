// Whom an exemption covers no policy touches, and nobody is put into an exempt group or taken out; the refusal names it.
import { groupOfChange } from '../../action.ts';
import { foldName } from '../../user.ts';
import type { StepGuard } from './guard.ts';

export const exempt: StepGuard<'exempt'> = ({ person, change, protection }) => {
  if (protection.exemptions.length === 0) return null;
  const { userKey, username } = person.user;
  const name = foldName(username);
  const groups = new Set(person.memberships.map((membership) => foldName(membership.group)));
  const changed = groupOfChange(change);
  if (changed !== null) groups.add(foldName(changed));
  const found = protection.exemptions.find((one) =>
    one.subject === 'group' ? groups.has(foldName(one.name)) : one.userKey === userKey || foldName(one.name) === name,
  );
  return found === undefined ? null : { guard: 'exempt', details: { exemption: found.id, endsAt: found.endsAt } };
};

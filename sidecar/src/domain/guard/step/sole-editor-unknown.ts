// Whether somebody else may edit the user's pages can still not be told, and the policy takes that for no reason to go on.
import { takesAway } from '../../impact.ts';
import type { StepGuard } from './guard.ts';

export const soleEditorUnknown: StepGuard<'sole-editor-unknown'> = ({ person, change, protection }) =>
  protection.soleEditors.get(person.user.userKey) === 'unknown' && takesAway(change)
    ? { guard: 'sole-editor-unknown' }
    : null;

// Where the policy asks for activity, nobody is touched whose activity is not known; unsynced users nothing touches anyway.
import type { StepGuard } from './guard.ts';

export const unknownActivity: StepGuard<'unknown-activity'> = ({ person, protection }) =>
  protection.dependsOnActivity && person.unsynced === undefined && person.user.activity.state === 'unknown'
    ? { guard: 'unknown-activity' }
    : null;

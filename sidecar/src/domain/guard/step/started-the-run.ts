// Whoever started a run by hand is never a target of it.
import { foldName } from '../../user.ts';
import type { StepGuard } from './guard.ts';

export const startedTheRun: StepGuard<'started-the-run'> = ({ person, protection }) =>
  protection.startedBy === foldName(person.user.username) ? { guard: 'started-the-run' } : null;

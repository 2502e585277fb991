// Half of the users are gone since the last completed run: more likely the reading broke off than that they left.
import type { PlanGuard } from './guard.ts';

export const populationShrunk: PlanGuard<'population-shrunk'> = ({ population, populationBefore, history }) => {
  if (history === null || populationBefore === null || population.users * 2 > populationBefore.users) return null;
  return {
    guard: 'population-shrunk',
    details: { usersRead: population.users, before: populationBefore.users },
  };
};

// Who may call what: turns away strangers, the unlicensed and those without the rights a route asks for.
import type { User, World } from '../world/model.ts';
import { isAdministrator, isLicensed, isSystemAdministrator } from '../world/views.ts';
import { Refusal, type Route } from './route.ts';

export function checkAccess(world: World, route: Pick<Route, 'access' | 'strangers'>, user: User | null): void {
  if (route.access === 'anonymous') return;
  const strangers = route.strangers ?? (route.access === 'authenticated' ? 401 : 403);
  if (user === null) throw turnAway(strangers, 'User is not authenticated');
  if (route.access === 'authenticated') return;
  if (!isLicensed(world, user)) throw turnAway(strangers, 'User is not licensed to use Confluence');
  if (route.access === 'viewer') return;
  if (!isAdministrator(world, user)) throw turnAway(403, 'User is not a Confluence administrator');
  if (route.access === 'system-administrator' && !isSystemAdministrator(world, user)) {
    throw turnAway(403, 'User is not a system administrator');
  }
}

/** Plain administrators may not touch those above them. */
export function checkRank(world: World, actor: User, target: User): void {
  if (isSystemAdministrator(world, target) && !isSystemAdministrator(world, actor)) {
    throw turnAway(403, 'Only a system administrator may change a system administrator');
  }
}

function turnAway(status: number, message: string): Refusal {
  return new Refusal(status, message, { authorized: false, valid: true });
}

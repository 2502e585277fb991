// Keys of users that come to be while the site runs: unlike those of the first day, and never given twice.
import type { World } from './model.ts';

export function makeUserKey(world: World): string {
  const site = world.seed.toString(16).padStart(8, '0').slice(-8);
  return `4028${site}ffff${world.nextNumber().toString(16).padStart(16, '0')}`;
}

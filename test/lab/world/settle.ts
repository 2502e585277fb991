// Lets happen what time has brought about: long tasks and synchronisations; to be called before the world is looked at.
import type { World } from './model.ts';
import { settleSynchronisations } from './synchronise.ts';
import { settleTasks } from './tasks.ts';

export function settleWorld(world: World): void {
  settleTasks(world);
  settleSynchronisations(world);
}

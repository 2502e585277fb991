// The emergency stop: who pulls it, and who may lift it again: whoever pulled it, and administrators, as with a paused run.
import type { Role } from '../domain/session/roles.ts';
import { ProductError } from '../errors.ts';
import type { EmergencyStop } from '../store/settings.ts';
import type { Actor, ServiceContext } from './service-context.ts';

/**
 * Holds everything, or lets it go on. Whoever pulled the stop first goes on holding it, except that an administrator takes it
 * over from anybody. Throws `stopped_by_another`.
 */
export async function setEmergencyStop(
  { store, clock, wake }: Pick<ServiceContext, 'store' | 'clock' | 'wake'>,
  { on, role, actor }: { on: boolean; role: Role; actor: Actor },
): Promise<void> {
  const stop = { by: actor.username, at: clock.now() };
  const mayReplace = (present: EmergencyStop | null) => {
    const others = present !== null && present.by !== stop.by;
    if (on) return present === null || (others && role === 'administrator');
    if (others && role !== 'administrator') {
      throw new ProductError('stopped_by_another', [{ path: 'emergencyStop.by', message: present.by }]);
    }
    return present !== null;
  };
  const noted = { ...stop, byToken: actor.token };
  if (!(await store.settings.replaceEmergencyStop(on ? stop : null, mayReplace, noted))) return;
  wake.runner();
  if (!on) wake.scheduler();
}

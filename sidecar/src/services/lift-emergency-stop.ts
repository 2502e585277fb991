// Who may lift the emergency stop: whoever pulled it, and administrators. What somebody stopped is not another's to start again.
import type { Role } from '../domain/session/roles.ts';
import { ProductError } from '../errors.ts';
import { setEmergencyStop } from './process.ts';
import type { Actor, ServiceContext } from './service-context.ts';

/** Lets everything go on; nothing happens where nothing is stopped. Throws `stopped_by_another`. */
export async function liftEmergencyStop(
  context: Pick<ServiceContext, 'store' | 'clock' | 'wake'>,
  { role, actor }: { role: Role; actor: Actor },
): Promise<void> {
  const { emergencyStop } = await context.store.settings.all();
  const another = emergencyStop !== null && emergencyStop.by !== actor.username;
  if (another && role !== 'administrator') {
    throw new ProductError('stopped_by_another', [{ path: 'emergencyStop.by', message: emergencyStop.by }]);
  }
  await setEmergencyStop(context, false, actor);
}

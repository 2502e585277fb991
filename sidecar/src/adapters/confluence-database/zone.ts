// Which zone dates without one are read in: the configured one, what the dates themselves say, or UTC.
import { openZone } from '../../domain/schedule/zone.ts';
import type { DatabaseZone } from '../ports.ts';
import { observeZone, type ZoneContext } from './observe-zone.ts';

/**
 * An observed offset is that of now: on the other side of the change of clocks it is an hour out, which a name is not.
 * UTC is what containers run in.
 */
export async function chooseZone(context: ZoneContext, configured: string | null): Promise<DatabaseZone> {
  const observed = await observeZone(context);
  const [timeZone, by] =
    configured !== null
      ? ([configured, 'configuration'] as const)
      : observed !== null
        ? ([nameOffset(observed.offsetMinutes), 'observation'] as const)
        : (['UTC', 'assumption'] as const);
  if (observed === null) return { timeZone, by, offsetMinutes: null, observedOffsetMinutes: null };
  const { wallMs, offsetMinutes: observedOffsetMinutes } = observed;
  const offsetMinutes = Math.round((wallMs - openZone(timeZone)(wallMs)) / 60_000);
  return { timeZone, by, offsetMinutes, observedOffsetMinutes };
}

/** `+02:00`, which is a time zone to `Intl` as a name is. */
export function nameOffset(minutes: number): string {
  const digits = (number: number) => String(number).padStart(2, '0');
  const ahead = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${digits(Math.floor(ahead / 60))}:${digits(ahead % 60)}`;
}

// Writes the day's row of the licence after a reading: seats, limit and how everybody stood, in counts alone.
import type { LicenceDay } from '../domain/licence/day.ts';
import { wallTimeAt } from '../domain/schedule/zone.ts';
import { inactiveAfterDays, whoIsProtected } from '../domain/standing.ts';
import type { Snapshot } from '../store/snapshots.ts';
import type { Store } from '../store/store.ts';
import type { RoleGroups } from './protection.ts';

export interface LicenceDayWork {
  readonly store: Pick<Store, 'snapshots' | 'exemptions' | 'licenceDays'>;
  readonly roleGroups: RoleGroups;
  /** In which a day begins. */
  readonly timeZone: string;
}

export async function noteLicenceDay(
  work: LicenceDayWork,
  { id: snapshotId, startedAt }: Snapshot,
): Promise<LicenceDay> {
  const { store, roleGroups, timeZone } = work;
  const finding = await store.snapshots.licence(snapshotId);
  const exemptions = await store.exemptions.active(startedAt);
  const standing = await store.snapshots.standing({
    snapshotId,
    now: startedAt,
    inactiveDays: inactiveAfterDays,
    ...whoIsProtected({ exemptions, roleGroups }),
  });
  const day = {
    day: wallTimeAt(timeZone, startedAt).slice(0, 10),
    readAt: startedAt,
    seats: finding?.figures.seats ?? null,
    seatsUnknown: finding?.figures.unknown ?? null,
    hostUsed: finding?.host.used ?? null,
    most: finding?.host.most ?? null,
    ...standing,
  };
  await store.licenceDays.note(day);
  return day;
}

// Exemptions for administrators: listing, adding one that protects somebody who exists, ending one before its time.
import type { Exemption } from '../domain/exemption.ts';
import { openZone, wallTimeAt } from '../domain/schedule/zone.ts';
import { foldName, type Instant } from '../domain/user.ts';
import { ProductError } from '../errors.ts';
import type { ExemptionQuery } from '../store/exemptions.ts';
import { findUserByName } from '../store/find-user.ts';
import type { Actor, ServiceContext } from './service-context.ts';
import { newestSnapshot } from './snapshots.ts';

export interface ExemptionState {
  readonly exemption: Exemption;
  readonly state: 'holds' | 'expired' | 'ended';
}

export async function listExemptions(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  query: ExemptionQuery,
): Promise<readonly ExemptionState[]> {
  const now = clock.now();
  return (await store.exemptions.list(query)).map((exemption) => describe(exemption, now));
}

export interface WantedExemption extends Pick<Exemption, 'subject' | 'name' | 'owner' | 'reason'> {
  /** `YYYY-MM-DD` in the zone of the process. */
  readonly lastDay: string;
}

/** Throws `no_snapshot`, `exemption_subject_unknown` or `exemption_end_wrong`. */
export async function addExemption(
  context: Pick<ServiceContext, 'store' | 'clock' | 'config'>,
  { wanted, actor }: { wanted: WantedExemption; actor: Actor },
): Promise<ExemptionState> {
  const { store, clock, config } = context;
  const { lastDay, subject, owner, reason } = wanted;
  const now = clock.now();
  const endsAt = endOfDay(lastDay, { zone: config.timeZone, now });
  const found = subject === 'user' ? await findUser(context, wanted.name) : await findGroup(context, wanted.name);
  const kept = { subject, owner, reason, ...found, addedAt: now, addedBy: actor.username, endsAt };
  return describe(await store.exemptions.add(kept, actor.token), now);
}

/** Throws `exemption_not_found` or `exemption_over`. */
export async function endExemption(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  { id, actor }: { id: number; actor: Actor },
): Promise<ExemptionState> {
  const at = clock.now();
  const ended = await store.exemptions.end({ id, by: actor.username, at });
  if (ended !== null) return describe(ended, at);
  throw new ProductError((await store.exemptions.get(id)) === null ? 'exemption_not_found' : 'exemption_over');
}

function describe(exemption: Exemption, now: Instant): ExemptionState {
  if (exemption.endedAt !== null) return { exemption, state: 'ended' };
  return { exemption, state: exemption.endsAt > now ? 'holds' : 'expired' };
}

const mostDays = 731;
const dayMs = 86_400_000;

/** The first instant after the day. */
function endOfDay(lastDay: string, { zone, now }: { zone: string; now: Instant }): Instant {
  const today = Date.parse(wallTimeAt(zone, now).slice(0, 10));
  const day = Date.parse(`${lastDay}T00:00:00Z`);
  const exists = Number.isFinite(day) && new Date(day).toISOString().startsWith(lastDay);
  if (!exists || day < today || day > today + mostDays * dayMs) throw new ProductError('exemption_end_wrong');
  return new Date(openZone(zone)(day + dayMs)).toISOString();
}

type Found = Pick<Exemption, 'name' | 'userKey'>;

async function findUser(context: Pick<ServiceContext, 'store'>, name: string): Promise<Found> {
  const { id: snapshotId } = await newestSnapshot(context);
  const user = await findUserByName(context.store.snapshots, { snapshotId, name });
  if (user === null) throw new ProductError('exemption_subject_unknown');
  return { name: user.username, userKey: user.userKey };
}

async function findGroup(context: Pick<ServiceContext, 'store'>, name: string): Promise<Found> {
  const groups = await context.store.snapshots.groups((await newestSnapshot(context)).id);
  const group = groups.find((one) => foldName(one.name) === foldName(name));
  if (group === undefined) throw new ProductError('exemption_subject_unknown');
  return { name: group.name, userKey: null };
}

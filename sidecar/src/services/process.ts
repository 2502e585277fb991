// The process as a whole: observe or live, the emergency stop, nested groups, and the Confluence it belongs to.
import type { HostFailureCode } from '../adapters/ports.ts';
import type { Config } from '../config.ts';
import { type HostMarks, isSameHost } from '../domain/run-mode.ts';
import { makesSense, type QuietTimes } from '../domain/schedule/quiet.ts';
import { ProductError } from '../errors.ts';
import type { ProcessMode, Settings } from '../store/settings.ts';
import type { LastCleanUp } from './retention.ts';
import type { Actor, ServiceContext } from './service-context.ts';

/** Throws `emergency_stop` while everything is held. */
export async function refuseWhileStopped({ store }: Pick<ServiceContext, 'store'>): Promise<void> {
  const { emergencyStop } = await store.settings.all();
  if (emergencyStop !== null) throw new ProductError('emergency_stop');
}

export interface ProcessState {
  readonly settings: Omit<Settings, 'installationSalt'>;
  readonly lastCleanUp: LastCleanUp | null;
  readonly rightsCeiling: Config['rightsCeiling'];
  readonly hostState: 'unbound' | 'confirmed' | 'changed' | 'unreachable';
  readonly seen: HostMarks | null;
  readonly failure: HostFailureCode | null;
}

/** The settings and how the Confluence that answers now stands to the one this product was set up with. */
export async function describeProcess(
  context: Pick<ServiceContext, 'store' | 'hostWatch' | 'config'>,
): Promise<ProcessState> {
  const { installationSalt: _, ...settings } = await context.store.settings.all();
  const lastCleanUp = await context.store.retention.last();
  const { rightsCeiling } = context.config;
  const known = { settings, lastCleanUp, rightsCeiling };
  const { identity, failure } = await context.hostWatch.look();
  const { hostBinding: binding } = settings;
  if (identity === null) return { ...known, hostState: 'unreachable', seen: null, failure };
  const { hostId, statedUrl } = identity;
  const seen = { hostId, statedUrl, configuredUrl: context.config.confluence.url };
  if (binding === null) return { ...known, hostState: 'unbound', seen, failure };
  return { ...known, hostState: isSameHost(binding, seen) ? 'confirmed' : 'changed', seen, failure };
}

/** Switches between observing and acting for the whole process. */
export async function setProcessMode(
  { store, clock, wake }: Pick<ServiceContext, 'store' | 'clock' | 'wake'>,
  mode: ProcessMode,
  actor: Actor,
): Promise<void> {
  await store.settings.set('processMode', mode, { by: actor.username, at: clock.now() });
  wake.runner();
}

/** Says who may approve held plans, and for how long they can be. A plan held while a second person was needed keeps that. */
export async function setApproval(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  approval: Settings['approval'],
  actor: Actor,
): Promise<void> {
  await store.settings.setApproval(approval, { by: actor.username, at: clock.now() });
}

/** Declares that there are no nested groups, where they cannot be read; or takes that back. */
export async function setNestedGroups(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  value: Settings['nestedGroups'],
  actor: Actor,
): Promise<void> {
  await store.settings.set('nestedGroups', value, { by: actor.username, at: clock.now() });
}

/** Sets when live runs wait; throws `quiet_times_wrong`. */
export async function setQuietTimes(
  { store, clock, wake }: Pick<ServiceContext, 'store' | 'clock' | 'wake'>,
  quietTimes: QuietTimes | null,
  actor: Actor,
): Promise<void> {
  if (quietTimes !== null && !makesSense(quietTimes)) throw new ProductError('quiet_times_wrong');
  await store.settings.set('quietTimes', quietTimes, { by: actor.username, at: clock.now() });
  wake.runner();
}

/** Sets which share of the users all policies together may change within a week. */
export async function setRollingPercent(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  percent: number,
  actor: Actor,
): Promise<void> {
  await store.settings.set('rollingPercent', percent, { by: actor.username, at: clock.now() });
}

/** Sets how many users all policies together may act on within any minute; a run under way goes by it from its next user on. */
export async function setMaxPerMinute(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  users: number | null,
  actor: Actor,
): Promise<void> {
  await store.settings.set('maxPerMinute', users, { by: actor.username, at: clock.now() });
}

/** Sets how many users one run may create without an approval. */
export async function setMaxNewcomers(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  users: number,
  actor: Actor,
): Promise<void> {
  await store.settings.set('maxNewcomers', users, { by: actor.username, at: clock.now() });
}

/**
 * Binds this product to the Confluence that answers now. `hostId`, where given, must be the one that answers
 * (`host_changed` otherwise). Throws `HostFailure` when nobody answers.
 */
export async function confirmHost(
  { store, clock, host, hostWatch, config }: Pick<ServiceContext, 'store' | 'clock' | 'host' | 'hostWatch' | 'config'>,
  hostId: string | undefined,
  actor: Actor,
): Promise<void> {
  const identity = await host.identify();
  if (hostId !== undefined && identity.hostId !== hostId) throw new ProductError('host_changed');
  const at = clock.now();
  const binding = {
    hostId: identity.hostId,
    statedUrl: identity.statedUrl,
    configuredUrl: config.confluence.url,
    boundAt: at,
    confirmedBy: actor.username,
  };
  await store.settings.set('hostBinding', binding, { by: actor.username, at });
  hostWatch.forget();
}

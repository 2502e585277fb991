// Snapshots, the process and the host as the wire shows them.
import type { HostDocument } from '../../contract/host.ts';
import type { ProcessDocument } from '../../contract/process.ts';
import type { SnapshotDocument } from '../../contract/snapshots.ts';
import { describeToken, type HostFacts, listUnlocked } from '../../services/host.ts';
import type { ProcessState } from '../../services/process.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import type { AgedSnapshot } from '../../services/snapshots.ts';
import { viewFailure } from './runs.ts';

export function viewSnapshot({ snapshot, ageSeconds, accounts }: AgedSnapshot): SnapshotDocument {
  const { id, hostId, startedAt, finishedAt, userCount, groupCount, sources } = snapshot;
  return { id, hostId, startedAt, finishedAt, ageSeconds, userCount, groupCount, accounts, sources };
}

export function viewProcess({ settings, lastCleanUp, rightsCeiling, ...seenHost }: ProcessState): ProcessDocument {
  const { processMode, emergencyStop, nestedGroups, approval, hostBinding, ...limits } = settings;
  const { hostState, seen, failure } = seenHost;
  const host = { state: hostState, binding: hostBinding, seen, failure: viewFailure(failure) };
  const { rollingPercent, maxPerMinute, maxNewcomers, quietTimes } = limits;
  const retention = { ...limits.retention, lastCleanUp };
  return {
    mode: processMode,
    emergencyStop,
    nestedGroups,
    approval,
    rightsCeiling,
    rollingPercent,
    maxPerMinute,
    maxNewcomers,
    retention,
    quietTimes,
    host,
  };
}

export function viewHost(facts: HostFacts, context: Pick<ServiceContext, 'config' | 'clock'>): HostDocument {
  const { checkedAt, identity, ownAccount, readOnly, capabilities, failure } = facts;
  return {
    checkedAt,
    configuredUrl: context.config.confluence.url,
    identity,
    ownAccount,
    readOnly,
    serviceToken: describeToken(facts, context),
    capabilities: capabilities.map((one) => ({
      ...one,
      absence: viewFailure(one.absence),
      unlocks: listUnlocked(one.capability),
    })),
    failure: viewFailure(failure),
  };
}

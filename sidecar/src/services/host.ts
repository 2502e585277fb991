// What is known of the Confluence at the other end: asked on demand, remembered briefly, told with what stands in the way.
import {
  type Capability,
  type CapabilityState,
  HostFailure,
  type HostFailureCode,
  type HostIdentity,
  type HostPort,
  type OwnAccount,
} from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import type { Instant } from '../domain/user.ts';

export interface HostFacts {
  readonly checkedAt: Instant;
  readonly identity: HostIdentity | null;
  readonly ownAccount: OwnAccount | null;
  readonly readOnly: boolean | null;
  readonly capabilities: readonly CapabilityState[];
  /** The first thing that went wrong; what would have been asked after it is missing. */
  readonly failure: HostFailureCode | null;
}

export interface HostWatch {
  /** The facts, at most half a minute old; never throws for anything the host does. */
  readonly look: () => Promise<HostFacts>;
  /** What was seen last, without asking anybody; null before the first look. */
  readonly lastSeen: () => HostFacts | null;
  /** Makes the next look ask again. */
  readonly forget: () => void;
}

const keepMs = 30_000;

/** Watches a host; callers that come at the same time share one round of questions. */
export function watchHost({ host, clock }: { host: HostPort; clock: Clock }): HostWatch {
  let facts: HostFacts | null = null;
  let asking: Promise<HostFacts> | null = null;
  let fresh = false;
  const isFresh = () => facts !== null && fresh && Date.parse(clock.now()) - Date.parse(facts.checkedAt) < keepMs;
  return {
    async look() {
      if (facts !== null && isFresh()) return facts;
      asking ??= askHost(host, clock.now()).finally(() => {
        asking = null;
      });
      facts = await asking;
      fresh = true;
      return facts;
    },
    lastSeen: () => facts,
    forget: () => {
      fresh = false;
    },
  };
}

async function askHost(host: HostPort, checkedAt: Instant): Promise<HostFacts> {
  const none = { identity: null, ownAccount: null, readOnly: null, capabilities: [], failure: null };
  let facts: HostFacts = { checkedAt, ...none };
  try {
    facts = { ...facts, identity: await host.identify() };
    facts = { ...facts, capabilities: await host.capabilities() };
    facts = { ...facts, ownAccount: await host.whoAmI() };
    facts = { ...facts, readOnly: await host.isReadOnly() };
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    facts = { ...facts, failure: error.code };
  }
  return facts;
}

/** Which criteria and actions need a capability: keys of the catalogue, words are made of them elsewhere. */
const unlockedBy: Readonly<Record<Capability, readonly string[]>> = {
  'users.list': ['criteria.status', 'criteria.disabledDays', 'criteria.username'],
  'users.activity': ['criteria.inactiveDays', 'criteria.neverActive'],
  'users.email': ['criteria.emailDomain'],
  'groups.list': ['criteria.inGroup'],
  'groups.nested': ['criteria.inGroup (nested groups)'],
  'groups.by-query': ['criteria.inGroup (names with a slash)'],
  'users.disable': ['actions.disable'],
  'users.enable': ['actions.enable'],
  'users.delete': ['actions.delete'],
  'memberships.write': ['actions.addToGroups', 'actions.removeFromGroups'],
};

/** What a capability unlocks, present or not. */
export function listUnlocked(capability: Capability): readonly string[] {
  return unlockedBy[capability];
}

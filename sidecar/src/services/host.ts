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
import type { Config } from '../config.ts';
import type { LeafKey } from '../domain/criteria/leaves.ts';
import { endOfToken, endsSoon } from '../domain/token-end.ts';
import type { Instant } from '../domain/user.ts';

export interface HostFacts {
  readonly checkedAt: Instant;
  readonly identity: HostIdentity | null;
  readonly ownAccount: OwnAccount | null;
  readonly readOnly: boolean | null;
  /** When the token we sign in with expires, as the host tells; null where it does not. */
  readonly ownToken: { readonly expiresAtMs: number | null } | null;
  readonly capabilities: readonly CapabilityState[];
  /** The first thing that went wrong; what would have been asked after it is missing. */
  readonly failure: HostFailureCode | null;
}

export interface HostWatch {
  /**
   * The facts, at most half a minute old, or what was known before if Confluence is slow to answer: nobody waits long,
   * least of all somebody who presses the emergency stop. Never throws for anything the host does.
   */
  readonly look: () => Promise<HostFacts>;
  /** What was seen last, without asking anybody; null before the first look. */
  readonly lastSeen: () => HostFacts | null;
  /** Makes the next look ask again. */
  readonly forget: () => void;
}

const keepMs = 30_000;
const patienceMs = 3_000;
const nothingKnown = { identity: null, ownAccount: null, readOnly: null, ownToken: null, capabilities: [] };

/** Watches a host; callers that come at the same time share one round of questions. */
export function watchHost({ host, clock }: { host: HostPort; clock: Clock }): HostWatch {
  let facts: HostFacts | null = null;
  let asking: Promise<HostFacts> | null = null;
  let fresh = false;

  const ask = async (): Promise<HostFacts> => {
    try {
      facts = await askHost(host, clock.now());
      fresh = true;
      return facts;
    } finally {
      asking = null;
    }
  };

  return {
    async look() {
      const ageMs = facts === null ? Number.POSITIVE_INFINITY : Date.parse(clock.now()) - Date.parse(facts.checkedAt);
      if (facts !== null && fresh && ageMs < keepMs) return facts;
      asking ??= ask();
      const answer = await waitBriefly(asking, clock);
      return answer ?? facts ?? { checkedAt: clock.now(), ...nothingKnown, failure: 'host_timeout' };
    },
    lastSeen: () => facts,
    forget: () => {
      fresh = false;
    },
  };
}

/** The answer, or null when it takes too long; it goes on being waited for by nobody. */
async function waitBriefly<Answer>(answer: Promise<Answer>, clock: Clock): Promise<Answer | null> {
  const patience = new AbortController();
  answer.catch(() => undefined);
  try {
    return await Promise.race([answer, clock.sleep(patienceMs, patience.signal).then(() => null)]);
  } finally {
    patience.abort();
  }
}

async function askHost(host: HostPort, checkedAt: Instant): Promise<HostFacts> {
  let facts: HostFacts = { checkedAt, ...nothingKnown, failure: null };
  try {
    facts = { ...facts, identity: await host.identify() };
    facts = { ...facts, capabilities: await host.capabilities() };
    facts = { ...facts, ownAccount: await host.whoAmI() };
    facts = { ...facts, readOnly: await host.isReadOnly() };
    facts = { ...facts, ownToken: await host.ownToken() };
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    facts = { ...facts, failure: error.code };
  }
  return facts;
}

export interface ServiceToken {
  /** Null for a token that never expires, and where nobody knows. */
  readonly expiresAt: Instant | null;
  readonly known: 'told' | 'declared' | 'unknown';
  /** It ends within 30 days. */
  readonly endsSoon: boolean;
}

/** When the token of this product ends: by Confluence's word, else by the administrator's; null with a password. */
export function describeToken(
  { ownToken }: Pick<HostFacts, 'ownToken'>,
  { config, clock }: { config: Pick<Config, 'confluence'>; clock: Pick<Clock, 'now'> },
): ServiceToken | null {
  const { credentials, tokenExpires } = config.confluence;
  if (credentials !== 'token') return null;
  const expiresAt = endOfToken({ told: ownToken, declared: tokenExpires });
  return {
    expiresAt,
    known: ownToken !== null ? 'told' : tokenExpires !== null ? 'declared' : 'unknown',
    endsSoon: endsSoon(expiresAt, clock.now()),
  };
}

/** What each criterion needs of the host; nothing where another source, or this product itself, tells it. */
const criteriaNeeds: { readonly [Key in LeafKey]: Capability | null } = {
  inactiveDays: 'users.activity',
  neverActive: 'users.activity',
  loggedInOnce: null,
  disabledDays: 'users.list',
  inGroup: 'groups.list',
  directory: null,
  hasSeat: 'groups.list',
  unsynced: null,
  status: 'users.list',
  username: 'users.list',
  displayName: 'users.list',
  email: 'users.email',
  emailDomain: 'users.email',
  users: 'users.list',
  inList: 'users.list',
  field: 'users.list',
};

/** What else needs a capability: keys of the catalogue, words are made of them elsewhere. */
const unlockedBesides: Readonly<Record<Capability, readonly string[]>> = {
  'users.list': [],
  'users.activity': [],
  'users.email': [],
  'groups.list': [],
  'groups.nested': ['criteria.inGroup (nested groups)'],
  'groups.by-query': ['criteria.inGroup (names with a slash)'],
  'users.disable': ['actions.disable', 'actions.deleteOrDisable'],
  'users.enable': ['actions.enable'],
  'users.delete': ['actions.delete', 'actions.deleteOrDisable'],
  'users.create': ['runs.createUsers'],
  'memberships.write': ['actions.addToGroups', 'actions.removeFromGroups', 'actions.takeLicence'],
  'changes.any-name': ['actions (names with a slash)'],
  'passwords.set': ['actions.resetPassword'],
};

/** What a capability unlocks, present or not. */
export function listUnlocked(capability: Capability): readonly string[] {
  const criteria = Object.entries(criteriaNeeds).filter(([, need]) => need === capability);
  return [...criteria.map(([key]) => `criteria.${key}`), ...unlockedBesides[capability]];
}

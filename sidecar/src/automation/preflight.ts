// Asked before a run may do anything: who answers, is it our Confluence, may we act, and can it be written to at all.
import type { AdministratorGrants, HostIdentity, HostPort, OwnAccount } from '../adapters/ports.ts';
import { HostFailure } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import { type HostChangeKind, kindsOf } from '../domain/action.ts';
import type { PlanAbilities } from '../domain/plan/plan.ts';
import type { Mode, PolicyDefinition } from '../domain/policy.ts';
import { isSameHost } from '../domain/run-mode.ts';
import { actionsOfAll, isWarning } from '../domain/stage/stage.ts';
import type { Store } from '../store/store.ts';

/** What a run knows of its host before it plans. */
export interface HostFacts {
  readonly identity: HostIdentity;
  readonly ownAccount: OwnAccount;
  /** Null where this Confluence does not tell who administers it; then only the configured groups are known. */
  readonly administrators: AdministratorGrants | null;
  /** Whether this is the Confluence this product was set up with, at the address it had then, or a person said so since. */
  readonly confirmed: boolean;
}

export interface PreflightInput {
  readonly host: HostPort;
  readonly store: Pick<Store, 'settings'>;
  readonly clock: Clock;
  readonly configuredUrl: string;
  readonly mode: Mode;
  /** Asked beside the rest of a live check once our sign-in is known to hold; its answer and its faults are kept by whoever gave it. */
  readonly beside?: () => Promise<unknown>;
}

/** Throws `HostFailure`: its code carries the one sentence that says what to do. Binds the host at first use. */
export async function checkHost(input: PreflightInput): Promise<HostFacts> {
  const { host, store, clock, configuredUrl, mode, beside } = input;
  let asked: Promise<[boolean, AdministratorGrants | null]> | null = null;
  const askRest = () => {
    if (mode === 'live') beside?.().catch(() => undefined);
    return askBoth(mode === 'live' ? host.isReadOnly() : Promise.resolve(false), host.administrators());
  };
  const signedIn = () => {
    asked ??= askRest();
    // Heard below, unless there is worse to hear: that we may not administer, or who answers.
    asked.catch(() => undefined);
  };
  const [identity, ownAccount] = await askBoth(host.identify(), host.whoAmI(signedIn));
  asked ??= askRest();
  const [readOnly, administrators] = await asked;
  if (readOnly) throw new HostFailure('host_read_only', { request: 'GET /rest/api/accessmode' });
  const seen = { hostId: identity.hostId, statedUrl: identity.statedUrl, configuredUrl };
  const bound = await store.settings.bindHostOnce({ ...seen, boundAt: clock.now(), confirmedBy: null });
  return { identity, ownAccount, administrators, confirmed: isSameHost(bound, seen) };
}

/** Two questions at the same time; where both fail, the first one's failure is the one to hear of. */
async function askBoth<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  await Promise.allSettled([one, other]);
  return [await one, await other];
}

/** What can be done at this host, as far as a run needs it. */
export interface RunAbilities extends PlanAbilities {
  /** Why changes of a kind cannot be made here at all, as a code of the catalogue; null when they can. */
  readonly absenceOf: (kind: HostChangeKind) => string | null;
}

/**
 * Why nothing of this policy can be done here, as a code whose sentence says what would help; null when something can.
 * Said before anything is read or planned; a change that is missing beside others is marked in the plan.
 */
export function findAbsence(
  policy: Pick<PolicyDefinition, 'actions' | 'stages'>,
  abilities: RunAbilities,
): string | null {
  // A warning can go out whatever Confluence can do.
  if (policy.stages?.some(isWarning) === true) return null;
  const kinds = actionsOfAll(policy).map(kindsOf);
  // What is done in directories, or by one of several ways, is judged for each user in the plan.
  if (kinds.some((some) => some.length === 0)) return null;
  const absences = kinds.flat().map(abilities.absenceOf);
  return absences.includes(null) ? null : (absences[0] ?? null);
}

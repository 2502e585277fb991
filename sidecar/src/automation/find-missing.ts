// Which abilities a policy asks for and must do without here: found before anything is read or planned, each with its code.
import type { Capability, CapabilityState, DirectorySources, EvidenceSources } from '../adapters/ports.ts';
import { type Action, type HostChangeKind, kindsOf, transferOf } from '../domain/action.ts';
import { dependsOnActivity, leavesOf } from '../domain/criteria/leaves.ts';
import type { PolicyDefinition } from '../domain/policy.ts';
import { actionsOfAll } from '../domain/stage/stage.ts';
import { foldName } from '../domain/user.ts';
import type { Settings } from '../store/settings.ts';

export interface MissingWork {
  readonly evidence: Pick<EvidenceSources, 'list'>;
  /** Accounts carry e-mail addresses, where anybody tells them; names that lead nowhere are told apart. */
  readonly directorySources: Pick<DirectorySources, 'tellAccounts' | 'tellNames'>;
  readonly nestedGroups: () => Promise<Settings['nestedGroups']>;
  /** Names of the directories with a Crowd application of their own. */
  readonly directories: readonly { readonly name: string }[];
  /** Why changes of a kind cannot be made at a host with these abilities, as a code; null when they can. */
  readonly absencesAt: (capabilities: readonly CapabilityState[]) => (kind: HostChangeKind) => string | null;
}

/**
 * Codes of the catalogue, whose sentences say what would help; empty where nothing is missing. A run goes on: whom it
 * cannot answer for is unknown and selects nobody, and a change it cannot make is marked in the plan.
 */
export type FindMissing = (
  definition: Pick<PolicyDefinition, 'criteria' | 'actions' | 'stages'>,
  capabilities: readonly CapabilityState[],
) => Promise<readonly string[]>;

/** Builds what finds it. Asks no host: what can be done there is given. */
export function createMissingFinder(work: MissingWork): FindMissing {
  const { evidence, directorySources, nestedGroups, directories, absencesAt } = work;
  const reachable = new Set(directories.map(({ name }) => foldName(name)));
  return async (definition, capabilities) => {
    const absenceOf = (capability: Capability) =>
      capabilities.find((one) => one.capability === capability)?.absence ?? null;
    const keys = new Set([...leavesOf(definition.criteria)].map(({ key }) => key));
    const ports = await evidence.list();
    // Access logs and audit events reach back weeks only: they save people, and say of nobody that they are idle.
    const tellsLogins = ports.some(
      (port) => port.kind === 'login' && port.absent === undefined && port.covers().importance === 'required',
    );
    const asksForEmail = keys.has('email') || keys.has('emailDomain');
    const tellsEmail =
      directorySources.tellAccounts || ports.some((port) => port.tellsEmail === true && port.absent === undefined);
    const actions = actionsOfAll(definition);
    const codes = [
      dependsOnActivity(definition.criteria) && !tellsLogins ? absenceOf('users.activity') : null,
      keys.has('inGroup') && (await nestedGroups()) !== 'declared-none' ? absenceOf('groups.nested') : null,
      keys.has('unsynced') && !directorySources.tellNames ? 'unsynced_not_told' : null,
      asksForEmail && !tellsEmail ? absenceOf('users.email') : null,
      ...actions.flatMap(kindsOf).map(absencesAt(capabilities)),
      ...actions.map((action) => (isOutOfReach(action, reachable) ? 'directory_without_application' : null)),
    ];
    return [...new Set(codes.filter((code) => code !== null))];
  };
}

/** Whether an account is to go from or to a directory that no Crowd application stands for. */
function isOutOfReach(action: Action, reachable: ReadonlySet<string>): boolean {
  const order = transferOf(action)?.order;
  return order !== undefined && [order.from, order.to].some((name) => !reachable.has(foldName(name)));
}

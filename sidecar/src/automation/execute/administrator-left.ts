// Asked right before an administrator is touched: whether the one who is to stay administers Confluence at this moment.
import { HostFailure, type ReadPort } from '../../adapters/ports.ts';
import type { Protection } from '../../domain/guard/step/guard.ts';
import { type Nesting, refreshMemberships } from '../../domain/nesting.ts';
import type { Run } from '../../domain/run.ts';
import { foldName } from '../../domain/user.ts';
import type { Store } from '../../store/store.ts';
import { isTurnedAway } from '../unanswered.ts';

export interface AdministratorLeftInput {
  readonly store: Pick<Store, 'runs' | 'policies' | 'snapshots'>;
  readonly reads: Pick<ReadPort, 'readUser' | 'readGroupsOf'>;
  readonly protection: Pick<Protection, 'keptAdministrator' | 'hostAdministratorGroups'>;
  readonly run: Run;
  readonly nesting: Nesting;
}

/**
 * False too where it cannot be found out, and while another run that may touch administrators is under way. That our own sign-in
 * is refused tells nothing of anybody: that `HostFailure` is thrown.
 */
export async function isAdministratorLeft(input: AdministratorLeftInput): Promise<boolean> {
  const { keptAdministrator, hostAdministratorGroups } = input.protection;
  if (keptAdministrator === null || (await anotherMayTouchOne(input))) return false;
  try {
    const user = await input.reads.readUser(keptAdministrator);
    if (user?.status !== 'active') return false;
    const direct = await input.reads.readGroupsOf(keptAdministrator);
    const known = await input.store.snapshots.person(input.run.snapshotId ?? 0, keptAdministrator);
    const memberships = refreshMemberships(known?.memberships ?? [], direct, input.nesting);
    return memberships.some(({ group }) => hostAdministratorGroups.has(foldName(group)));
  } catch (error) {
    if (!(error instanceof HostFailure) || isTurnedAway(error)) throw error;
    return false;
  }
}

/** More runs than these are never under way at once. */
const recentRuns = 200;

/** Two runs that each keep the other one's administrator would leave none. */
async function anotherMayTouchOne({ store, run }: AdministratorLeftInput): Promise<boolean> {
  if (run.mode !== 'live') return false;
  const recent = await store.runs.list({ limit: recentRuns, before: null });
  const others = recent.filter(({ id, mode, state }) => id !== run.id && mode === 'live' && state === 'executing');
  const definitions = await Promise.all(
    others.map((one) => store.policies.definition(one.policyId, one.policyVersion)),
  );
  return definitions.some((definition) => (definition?.includeAdministrators ?? []).length > 0);
}

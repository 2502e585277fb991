// Who came back after their access was taken, as far as readings and our own runs tell, for all policies and for each.
import type { Change } from '../../domain/action.ts';
import { daysAfter } from '../../domain/days-after.ts';
import { countReturns, judgeReturn, type RegretFigures, type Return } from '../../domain/licence/regret.ts';
import { isTakenBackBy } from '../../domain/rebound.ts';
import { foldName, type Instant, type UserKey } from '../../domain/user.ts';
import type { Giving, Taking } from '../../store/returns.ts';
import type { ServiceContext } from '../service-context.ts';

export interface Regret {
  readonly withinDays: number;
  /** Changes since then are counted. */
  readonly since: Instant;
  readonly all: RegretFigures;
  /** Those that took anything, the most users first. */
  readonly policies: readonly (RegretFigures & { readonly policyId: string })[];
}

/** Older runs say little about policies as they are now. */
const countedDays = 180;
const pageSize = 1_000;

/** Counts users once a run: whoever was disabled, or taken out of a group that grants a seat by the newest reading. */
export async function describeRegret(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  withinDays: number,
): Promise<Regret> {
  const now = clock.now();
  const since = daysAfter(now, -countedDays);
  const grants = await grantingGroups(store);
  const givings = byUser(await store.returns.givings(since));
  const days = await store.licenceDays.between({ from: since.slice(0, 10), to: '9999-12-31' });
  const readings = days.map(({ readAt }) => readAt);
  const entries = new Map<number, { readonly policyId: string; readonly returns: Return[] }>();
  for (let after = 0; ; ) {
    const page = await store.returns.takings({ since, after, limit: pageSize });
    for (const taking of page) {
      if (!takesAccess(taking.change, grants)) continue;
      const { doneAt, seenUndoneAt, entryId, policyId } = taking;
      const givenBackAt = findGiving(taking, givings);
      const entry = entries.get(entryId) ?? { policyId, returns: [] };
      entry.returns.push(
        judgeTaking({ taking, verdict: { doneAt, seenUndoneAt, givenBackAt, withinDays, now, readings } }),
      );
      entries.set(entryId, entry);
    }
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.stepId;
  }
  return { withinDays, since, ...countAll([...entries.values()]) };
}

/** Of an erased user nobody can tell whether a run of ours gave it back: that nothing was seen is then no answer. */
function judgeTaking({
  taking,
  verdict,
}: {
  readonly taking: Taking;
  readonly verdict: Parameters<typeof judgeReturn>[0];
}): Return {
  const judged = judgeReturn(verdict);
  return taking.userKey === null && judged === 'stayed' ? 'unknown' : judged;
}

function countAll(
  entries: readonly { policyId: string; returns: readonly Return[] }[],
): Pick<Regret, 'all' | 'policies'> {
  const policies = Map.groupBy(entries, ({ policyId }) => policyId);
  return {
    all: countReturns(entries.map(({ returns }) => returns)),
    policies: [...policies]
      .map(([policyId, some]) => ({ policyId, ...countReturns(some.map(({ returns }) => returns)) }))
      .sort((one, other) => other.users - one.users || (one.policyId < other.policyId ? -1 : 1)),
  };
}

/** Folded names; none where nothing is known of the licence. */
async function grantingGroups({ snapshots }: Pick<ServiceContext['store'], 'snapshots'>): Promise<ReadonlySet<string>> {
  const newest = await snapshots.newest();
  const finding = newest === null ? null : await snapshots.licence(newest.id);
  return new Set((finding?.licence.groups ?? []).flatMap(({ name, below }) => [foldName(name), ...below]));
}

function takesAccess(change: Change, grants: ReadonlySet<string>): boolean {
  return change.kind === 'disable' || ('group' in change && grants.has(foldName(change.group)));
}

function byUser(givings: readonly Giving[]): ReadonlyMap<UserKey, readonly Giving[]> {
  return Map.groupBy(givings, ({ userKey }) => userKey);
}

function findGiving(
  { userKey, change, doneAt }: Taking,
  givings: ReadonlyMap<UserKey, readonly Giving[]>,
): Instant | null {
  if (userKey === null) return null;
  const later = (givings.get(userKey) ?? []).filter(({ at }) => at > doneAt);
  return later.find((giving) => isTakenBackBy(change, giving.change))?.at ?? null;
}

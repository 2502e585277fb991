// The first users of each directory are changed one by one and read back: what has no effect there is not done to the rest.
import type { Clock } from '../../clock.ts';
import { effectiveAccount } from '../../domain/account.ts';
import { isAccountChange, isByHand, isNotice, type ReadableChange } from '../../domain/action.ts';
import type { Verification } from '../../domain/run.ts';
import { foldName } from '../../domain/user.ts';
import type { StoredEntry } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';
import { type ReadBackPort, readBack } from '../read-back.ts';

/**
 * What one user's turn came to. Nothing was done where it was `occupied`, as Confluence is busy with something, or `held`,
 * as the run was asked to stop: neither tells anything of the directory.
 */
type Answer = 'answered' | 'unanswered' | 'occupied' | 'held';

export interface CanaryWork {
  readonly store: { readonly runs: Pick<Store['runs'], 'entries'> };
  readonly reads: ReadBackPort;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly run: { readonly id: number; readonly mode: 'test' | 'live' };
}

export interface Canaries {
  /** Does the work for a user in turn; `left-alone` where the first of the same directory were changed without effect. */
  readonly take: (entry: StoredEntry, work: () => Promise<Answer>) => Promise<Answer | 'left-alone'>;
}

/** What is known of one directory, or of everybody whose directory nobody tells. */
interface Group {
  effect: 'seen' | 'absent' | null;
  /** Users in a row whose change had no effect. */
  misses: number;
  /** Settles when the user who goes first is through. */
  first: Promise<void> | null;
}

/** One user may stay active by another account that nobody told of; so many in a row are no accident of theirs. */
const missesInARow = 3;

/** A cluster may answer from another node a moment late. */
const looks = 3;
const pauseMs = 1_000;

/** A rehearsal changes nothing, so nothing could be read back: there everybody goes at once. */
export function openCanaries(work: CanaryWork): Canaries {
  const groups = new Map<string, Group>();
  return {
    take: async (entry, carryOut) => {
      if (work.run.mode === 'test' || stepsToRead(entry).length === 0) return carryOut();
      const group = findGroup(groups, entry);
      while (group.effect === null && group.first !== null) await group.first;
      if (group.effect === 'absent') return 'left-alone';
      if (group.effect === 'seen') return carryOut();
      const alone = Promise.withResolvers<void>();
      group.first = alone.promise;
      try {
        const answer = await carryOut();
        if (answer === 'occupied' || answer === 'held') return answer;
        const effect = await lookForEffect(work, entry);
        if (effect === 'absent') group.misses += 1;
        if (effect === 'seen' || group.misses >= missesInARow) group.effect = effect;
        return answer;
      } finally {
        group.first = null;
        alone.resolve();
      }
    },
  };
}

function findGroup(groups: Map<string, Group>, { before }: StoredEntry): Group {
  const account = before.accounts === undefined ? null : effectiveAccount(before.accounts);
  const name = account === null ? '' : foldName(account.directory);
  const known = groups.get(name) ?? { effect: null, misses: 0, first: null };
  groups.set(name, known);
  return known;
}

/** Open steps at Confluence whose effect can be read. */
function stepsToRead({ steps }: StoredEntry): { readonly id: number; readonly change: ReadableChange }[] {
  return steps.flatMap(({ id, change, outcome }) => {
    if (outcome !== null || isAccountChange(change) || isByHand(change) || isNotice(change)) return [];
    return change.kind === 'set-random-password' ? [] : [{ id, change }];
  });
}

/**
 * Null where the turn changed nothing, or where it cannot be read: then the next user goes first. What was done before a
 * pause tells nothing, as people may have taken it back by hand since.
 */
async function lookForEffect(work: CanaryWork, entry: StoredEntry): Promise<Group['effect']> {
  const [stored] = await work.store.runs.entries({ runId: work.run.id, after: entry.personId - 1, limit: 1 });
  if (stored?.personId !== entry.personId) return null;
  const applied = new Set(stored.steps.filter(({ outcome }) => outcome?.kind === 'applied').map(({ id }) => id));
  const changes = stepsToRead(entry).filter(({ id }) => applied.has(id));
  if (changes.length === 0) return null;
  for (let look = 1; ; look += 1) {
    const found: Verification[] = [];
    for (const { change } of changes) found.push(await readBack(work.reads, entry.userKey, change));
    if (found.every((one) => one === 'confirmed')) return 'seen';
    if (!found.includes('contradicted') || awaitsDirectory(stored)) return null;
    if (look === looks) return 'absent';
    await work.clock.sleep(pauseMs);
  }
}

/** Whether an account of theirs was changed in its directory: until Confluence reads that, they look as they did before. */
function awaitsDirectory({ steps }: StoredEntry): boolean {
  return steps.some(({ change, outcome }) => isAccountChange(change) && outcome?.kind === 'applied');
}

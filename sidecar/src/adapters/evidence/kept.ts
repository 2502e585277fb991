// Users who answered a warning by its "keep me" link: proof that somebody wants the account, and of nothing else.
import type { Instant, UserKey } from '../../domain/user.ts';
import type { EvidencePort } from '../ports.ts';

/** When users answered a warning by its link; the store keeps them. */
export interface KeptMemory {
  /** The last answer of everybody, in batches. */
  readonly lastKept: () => AsyncIterable<readonly { readonly userKey: UserKey; readonly at: Instant }[]>;
}

/** Supporting: who never answered may use Confluence all the same. */
export function openKeptEvidence(memory: KeptMemory): EvidencePort {
  return {
    name: 'keep-me',
    kind: 'kept',
    again: true,
    covers: () => ({ importance: 'supporting', users: 'listed', since: null, asOf: null, maxAgeDays: null }),
    read: async function* () {
      for await (const batch of memory.lastKept()) {
        yield batch.map(({ userKey, at }) => ({ subject: { userKey }, told: at }));
      }
    },
  };
}

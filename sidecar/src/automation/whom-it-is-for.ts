// Whether a run is for everybody its criteria mean, or only for those to whom its event happened.
import type { Run } from '../domain/run.ts';
import type { UserWithGroups } from '../domain/user.ts';
import type { Store } from '../store/store.ts';

/** Asked of everybody the criteria mean, and of everybody they cannot judge. */
export async function whomItIsFor({
  store,
  run,
}: {
  readonly store: Pick<Store, 'events'>;
  readonly run: Pick<Run, 'id' | 'trigger'>;
}): Promise<(one: { readonly person: UserWithGroups }) => boolean> {
  if (!('readAt' in run.trigger)) return () => true;
  const claimed = await store.events.claimedBy(run.id);
  return ({ person }) => claimed.has(person.user.userKey);
}

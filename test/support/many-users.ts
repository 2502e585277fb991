// Fills a store with a snapshot of as many users as asked for, all in one group, as if they had just been read.
import type { UserKey, Username } from '../../sidecar/src/domain/user.ts';
import type { Store } from '../../sidecar/src/store/store.ts';

export interface ManyUsers {
  readonly users: number;
  readonly now: string;
  /** Of everybody; else each has one of their own. */
  readonly displayName?: string;
}

const perPiece = 5_000;
const group = 'everybody';

/** Keys are `key-000000` and so on. */
export async function fillSnapshot({ snapshots }: Store, { users, now, displayName }: ManyUsers): Promise<void> {
  const id = await snapshots.begin({ hostId: 'host-1', startedAt: now });
  for (let start = 0; start < users; start += perPiece) {
    const length = Math.min(perPiece, users - start);
    const some = Array.from({ length }, (_, index) => {
      const number = String(start + index).padStart(6, '0');
      return {
        userKey: `key-${number}` as UserKey,
        username: `user.${number}` as Username,
        displayName: displayName ?? `User ${number}`,
        email: `user.${number}@example.com`,
        status: 'active',
        activity: { state: 'unknown', reason: 'no-source' },
        createdAt: null,
      } as const;
    });
    await snapshots.addUsers(id, some, now);
    await snapshots.addMemberships(
      id,
      some.map(({ userKey }) => ({ group, userKey, direct: true })),
    );
  }
  await snapshots.addGroups(id, [{ name: group, knowledge: 'complete', directMembers: users, childGroups: [] }]);
  await snapshots.finish(id, { finishedAt: now, sources: [] });
}

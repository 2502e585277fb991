// What every way of writing promises, the rehearsal included: one suite, run against each of them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReadPort } from '../../sidecar/src/adapters/ports.ts';
import type { WritePort, WriteTarget } from '../../sidecar/src/adapters/writes.ts';
import type { StateChange } from '../../sidecar/src/domain/action.ts';
import { provisionalKeyOf } from '../../sidecar/src/domain/newcomer.ts';
import type { UserKey, Username } from '../../sidecar/src/domain/user.ts';

export interface WritesSubject {
  readonly reads: ReadPort;
  readonly writes: Pick<WritePort, 'apply' | 'createUser'>;
  /** What a write that came about is called here. */
  readonly success: 'done' | 'rehearsed';
  /** The key of an active user who may be changed. */
  readonly keyOf: (username: string) => UserKey;
  readonly close: () => Promise<void>;
}

/** People and groups the host must have; each person is touched by one test only. */
export const writesCast = {
  ordinary: ['two.licences.idle', 'show.markup', 'no.email', 'slash.group.idle'],
  delicate: ['plus+idle', 'percent%20idle', 'jörg.groß', "d'angelo", 'who?a&b#c', 'jean dupont', '田中太郎'],
  twins: ['plus idle', 'percent idle', 'jorg.gross'],
  group: 'keep',
  ownGroup: 'confluence-users',
} as const;

/** `creates`: false where this way cannot create users at all. */
export function promiseWrites(name: string, open: () => Promise<WritesSubject>, { creates = true } = {}): void {
  describe(`${name} keeps the promises of the writing port`, () => {
    let subject: WritesSubject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(async () => subject?.close());

    const target = (username: string): WriteTarget => ({
      userKey: subject.keyOf(username),
      username: username as Username,
    });
    const apply = (username: string, change: StateChange) => subject.writes.apply(target(username), change);
    const statusOf = async (username: string) => (await subject.reads.readUser(subject.keyOf(username)))?.status;
    const groupsOf = (username: string) => subject.reads.readGroupsOf(subject.keyOf(username));
    const memberKeys = async (group: string) => {
      const keys: UserKey[] = [];
      for await (const page of subject.reads.listMembers(group)) keys.push(...page.map((user) => user.userKey));
      return keys;
    };
    const listed = async (username: string) => {
      for await (const page of subject.reads.listUsers()) {
        const found = page.find((user) => user.userKey === subject.keyOf(username));
        if (found !== undefined) return found;
      }
      return null;
    };

    it('disables and enables, and both are harmless to repeat', async () => {
      const username = 'two.licences.idle';
      for (const [kind, status] of [
        ['disable', 'disabled'],
        ['enable', 'active'],
      ] as const) {
        for (const _time of ['first', 'second']) {
          expect(await apply(username, { kind })).toEqual({ kind: subject.success });
          expect(await statusOf(username)).toBe(status);
        }
        expect((await listed(username))?.status).toBe(status);
      }
    });

    if (creates) {
      it('creates a user once, who can then be read by name and be changed like any other', async () => {
        const { createUser } = subject.writes;
        const username = 'new.comer' as Username;
        const user = {
          username,
          displayName: 'New Comer',
          email: 'new.comer@example.com',
          password: 'Aa9-long enough',
        };
        expect(await subject.reads.readUser(provisionalKeyOf(username))).toBeNull();
        expect(await createUser(user)).toEqual({ kind: subject.success });
        const made = await subject.reads.readUser(provisionalKeyOf(username));
        expect(made).toMatchObject({ username, displayName: 'New Comer', status: 'active' });
        const again = await createUser({ ...user, displayName: 'Somebody Else', email: 'else@example.com' });
        expect(['refused', 'unclear']).toContain(again.kind);
        const key = made?.userKey ?? provisionalKeyOf(username);
        const target = { userKey: key, username };
        expect(await subject.writes.apply(target, { kind: 'add-to-group', group: 'keep' })).toEqual({
          kind: subject.success,
        });
        expect(await subject.reads.readGroupsOf(key)).toContain('keep');
      });
    }

    it('adds to a group and takes out of it, and both are harmless to repeat', async () => {
      const username = 'no.email';
      const { group } = writesCast;
      expect(await groupsOf(username)).not.toContain(group);
      for (const _time of ['first', 'second']) {
        expect(await apply(username, { kind: 'add-to-group', group })).toEqual({ kind: subject.success });
        expect((await groupsOf(username)).filter((one) => one === group)).toHaveLength(1);
      }
      expect((await memberKeys(group)).filter((key) => key === subject.keyOf(username))).toHaveLength(1);
      for (const _time of ['first', 'second']) {
        expect(await apply(username, { kind: 'remove-from-group', group })).toEqual({ kind: subject.success });
        expect(await groupsOf(username)).not.toContain(group);
      }
      expect(await memberKeys(group)).not.toContain(subject.keyOf(username));
    });

    it('takes somebody out of a group the host lists them in', async () => {
      const username = 'show.markup';
      const group = writesCast.ownGroup;
      expect(await memberKeys(group)).toContain(subject.keyOf(username));
      expect(await apply(username, { kind: 'remove-from-group', group })).toEqual({ kind: subject.success });
      expect(await memberKeys(group)).not.toContain(subject.keyOf(username));
      expect(await groupsOf(username)).not.toContain(group);
    });

    it('deletes: the user cannot be read any more and is listed nowhere', async () => {
      const username = 'slash.group.idle';
      expect(await apply(username, { kind: 'delete' })).toEqual({ kind: subject.success });
      expect(await subject.reads.readUser(subject.keyOf(username))).toBeNull();
      expect(await listed(username)).toBeNull();
      expect(await memberKeys(writesCast.ownGroup)).not.toContain(subject.keyOf(username));
      await expect(groupsOf(username)).rejects.toMatchObject({ code: 'host_not_found' });
    });

    it.each(writesCast.delicate)('meets exactly %s, whatever the name contains', async (username) => {
      const before = await Promise.all(writesCast.twins.map(statusOf));
      expect(await apply(username, { kind: 'disable' })).toEqual({ kind: subject.success });
      expect(await statusOf(username)).toBe('disabled');
      expect(await Promise.all(writesCast.twins.map(statusOf))).toEqual(before);
    });
  });
}

// Makes single changes in one directory by Crowd's REST; every change is guarded, sent once, and settled by reading.
import { applyStateChange } from '../apply-state-change.ts';
import type { ClientLog } from '../http-client/client.ts';
import type { AccountTarget, DirectoryWritePort, WriteResult } from '../writes.ts';
import { readAttributes } from './accounts.ts';
import { createAccount } from './create-account.ts';
import { isDirectMember, readGroup, readUser } from './entities.ts';
import { onAccount, onDirectory, refuse, type WriteScene } from './guard-write.ts';
import { sendWrite } from './send-write.ts';
import { updateAccount } from './update-account.ts';

export interface WritesInput extends WriteScene {
  readonly log?: ClientLog;
}

const done: WriteResult = { kind: 'done' };
/** Crowd's own limit for one value of an attribute. */
const longestValue = 255;

/** Builds the writing port of one directory. */
export function createWrites({ log, ...scene }: WritesInput): DirectoryWritePort {
  const { crowd } = scene;

  const endSessions = (target: AccountTarget) =>
    onAccount(scene, target, ({ name: username }) =>
      sendWrite(scene, {
        ability: 'sessions.end',
        spec: { method: 'DELETE', path: '/session', query: { username } },
      }),
    );

  const writes: DirectoryWritePort = {
    apply: async (target, change) => {
      const result = await applyStateChange(writes, target, change);
      if (change.kind !== 'disable' || result.kind !== 'done') return result;
      // A session would outlive the disabling; that it could not be ended does not undo the disabling.
      const ended = await endSessions(target);
      if (ended.kind !== 'done') log?.warn({ result: ended }, 'sessions of a disabled account were not ended');
      return result;
    },
    createAccount: (account) => createAccount(scene, account),
    updateAccount: (target, update) => onAccount(scene, target, (user) => updateAccount(scene, user, update)),
    deleteAccount: (target) =>
      onAccount(
        scene,
        target,
        ({ name: username }) =>
          sendWrite(scene, {
            ability: 'accounts.delete',
            spec: { method: 'DELETE', path: '/user', query: { username } },
            already: ['crowd_user_not_found'],
            isDone: async () => (await readUser(crowd, username)) === null,
          }),
        done,
      ),
    addToGroup: (target, groupname) =>
      onAccount(scene, target, async ({ name: username }) => {
        const group = await readGroup(crowd, groupname);
        if (group === null) return refuse('crowd_group_not_found');
        return sendWrite(scene, {
          ability: 'memberships.write',
          spec: { method: 'POST', path: '/user/group/direct', query: { username }, body: { name: group.name } },
          already: ['crowd_membership_exists'],
          isDone: () => isDirectMember(crowd, username, group.name),
        });
      }),
    removeFromGroup: (target, groupname) =>
      onAccount(scene, target, async ({ name: username }) => {
        const group = await readGroup(crowd, groupname);
        if (group === null) return done;
        return sendWrite(scene, {
          ability: 'memberships.write',
          spec: { method: 'DELETE', path: '/user/group/direct', query: { username, groupname: group.name } },
          already: ['crowd_membership_not_found', 'crowd_group_not_found'],
          isDone: async () => !(await isDirectMember(crowd, username, group.name)),
        });
      }),
    ensureGroup: ({ name, description }) =>
      onDirectory(scene, async () => {
        const isDone = async () => (await readGroup(crowd, name)) !== null;
        if (await isDone()) return done;
        const body = { name, type: 'GROUP', description, active: true };
        const spec = { method: 'POST', path: '/group', body } as const;
        const result = await sendWrite(scene, { ability: 'groups.create', spec, isDone });
        // Somebody else may have been faster: Crowd has one reason for a name that exists and for one it does not like.
        const perhapsThere = result.kind === 'refused' && result.code === 'crowd_group_refused';
        return perhapsThere && (await isDone()) ? done : result;
      }),
    setAttributes: (target, attributes) =>
      onAccount(scene, target, async ({ name: username }) => {
        const rows = [...attributes].map(([name, values]) => ({ name, values }));
        if (rows.some(({ values }) => values.some((value) => value.length > longestValue))) {
          return refuse('crowd_value_too_long');
        }
        if (rows.length === 0) return done;
        return sendWrite(scene, {
          ability: 'attributes.write',
          spec: { method: 'POST', path: '/user/attribute', query: { username }, body: { attributes: rows } },
          isDone: async () => {
            const present = readAttributes((await readUser(crowd, username))?.attributes);
            return rows.every(({ name, values }) => sameValues(present.get(name) ?? [], values));
          },
        });
      }),
    removeAttribute: (target, attributename) =>
      onAccount(scene, target, async ({ name: username, attributes }) => {
        if (!readAttributes(attributes).has(attributename)) return done;
        return sendWrite(scene, {
          ability: 'attributes.write',
          spec: { method: 'DELETE', path: '/user/attribute', query: { username, attributename } },
          isDone: async () => !readAttributes((await readUser(crowd, username))?.attributes).has(attributename),
        });
      }),
    setPassword: (target, value) =>
      onAccount(scene, target, ({ name: username }) =>
        sendWrite(scene, {
          ability: 'passwords.set',
          spec: { method: 'PUT', path: '/user/password', query: { username }, body: { value } },
        }),
      ),
    mailPasswordReset: (target) =>
      onAccount(scene, target, ({ name: username }) =>
        sendWrite(scene, {
          ability: 'passwords.mail',
          spec: { method: 'POST', path: '/user/mail/password', query: { username } },
        }),
      ),
    endSessions,
  };
  return writes;
}

/** The order of values is not promised by anybody. */
function sameValues(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify([...one].sort()) === JSON.stringify([...other].sort());
}

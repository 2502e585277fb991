// Changes an account by writing all of it back as it was read: Crowd takes a field that is absent for false or empty.
import { foldName } from '../../domain/user.ts';
import type { AccountUpdate, WriteResult } from '../writes.ts';
import { readUser } from './entities.ts';
import { refuse, type WriteScene } from './guard-write.ts';
import { isWholeUser, type WireUser } from './schema.ts';
import { sendWrite } from './send-write.ts';

/** Never part of a user's own values: pointers to other resources, each with a permission of its own. */
const resourcesOfTheirOwn: ReadonlySet<string> = new Set([
  'link',
  'expand',
  'password',
  'encrypted-password',
  'attributes',
]);

const wireNames: Readonly<Record<keyof AccountUpdate, string>> = {
  active: 'active',
  firstName: 'first-name',
  lastName: 'last-name',
  displayName: 'display-name',
  email: 'email',
};

/** Sends nothing when the account is so already. A user that was not told whole is refused, never completed by guesses. */
export async function updateAccount(scene: WriteScene, user: WireUser, update: AccountUpdate): Promise<WriteResult> {
  if (!isWholeUser(user)) return refuse('crowd_unexpected_shape');
  if (shows(user, update)) return { kind: 'done' };
  const body = { ...ownValuesOf(user), ...toWire(update) };
  return sendWrite(scene, {
    ability: 'accounts.update',
    spec: { method: 'PUT', path: '/user', query: { username: user.name }, body },
    isDone: async () => {
      const present = await readUser(scene.crowd, user.name);
      return present !== null && shows(present, update);
    },
  });
}

function ownValuesOf(user: WireUser): Record<string, unknown> {
  return Object.fromEntries(Object.entries(user).filter(([name]) => !resourcesOfTheirOwn.has(name)));
}

function toWire(update: AccountUpdate): Record<string, unknown> {
  const values = Object.entries(update).filter(([, value]) => value !== undefined);
  return Object.fromEntries(values.map(([field, value]) => [wireNames[field as keyof AccountUpdate], value]));
}

/** Whether an account has the values already; an e-mail address is the same in any case of letters. */
function shows(user: WireUser, update: AccountUpdate): boolean {
  return Object.entries(toWire(update)).every(([name, value]) => {
    const present = user[name];
    if (name !== 'email' || typeof present !== 'string') return present === value;
    return foldName(present) === foldName(String(value));
  });
}

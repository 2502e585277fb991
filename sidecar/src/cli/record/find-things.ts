// Finds in the first answers what later questions are about: our own account, a group, a directory.
import { isAddressable } from '../../adapters/http-client/request.ts';
import type { Body } from '../site/parse-body.ts';
import type { Finds } from './fill-read.ts';
import type { RecordedRead } from './reads.ts';

/** Empty for answers that say nothing of the kind. */
export function findThings({ name }: Pick<RecordedRead, 'name'>, body: Body, preferredGroup: string | null): Finds {
  if (body.kind !== 'json') return {};
  if (name === 'own account') return findAccount(body.json);
  if (name === 'groups') return findGroup(body.json, preferredGroup);
  return name === 'directories' ? findDirectory(body.json) : {};
}

function findAccount(json: unknown): Finds {
  const { userKey, username } = asRecord(json);
  return typeof userKey === 'string' && typeof username === 'string' ? { ownKey: userKey, ownName: username } : {};
}

function findGroup(json: unknown, preferred: string | null): Finds {
  const { results } = asRecord(json);
  const names = (Array.isArray(results) ? results : []).map((row) => asRecord(row).name);
  const usable = names.filter((name): name is string => typeof name === 'string' && isAddressable(name));
  const group = usable.find((name) => name === preferred) ?? usable[0];
  return group === undefined ? {} : { group };
}

/** The list gives no id; it is the end of the link, in either form of the list. */
function findDirectory(json: unknown): Finds {
  const directory = /\/directory\/(\d+)(?=["?])/.exec(JSON.stringify(json))?.[1];
  return directory === undefined ? {} : { directory };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

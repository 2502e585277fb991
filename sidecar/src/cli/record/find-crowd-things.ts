// Finds in Crowd's first answers what later questions are about: an account, one of its groups, the token of the feed.
import { isRecord, rowsOf } from '../../adapters/crowd/schema.ts';
import type { Body } from '../site/parse-body.ts';
import type { Finds } from './fill-read.ts';
import type { RecordedRead } from './reads.ts';

/** Empty for answers that say nothing of the kind. */
export function findCrowdThings({ name }: Pick<RecordedRead, 'name'>, body: Body): Finds {
  if (name === 'feed') return body.kind === 'xml' ? findToken(body.text) : {};
  if (body.kind !== 'json') return {};
  if (name === 'accounts') return findAccount(body.json);
  if (name !== 'groups' && name !== 'groups of an account') return {};
  const group = findGroup(body.json);
  if (group === null) return {};
  return name === 'groups' ? { group } : { group, accountGroup: group };
}

function findAccount(json: unknown): Finds {
  const [account] = rowsOf(json, 'user') ?? [];
  if (!isRecord(account) || typeof account.name !== 'string') return {};
  const { name: username, key } = account;
  return typeof key === 'string' ? { username, accountKey: key } : { username };
}

function findGroup(json: unknown): string | null {
  const [group] = rowsOf(json, 'group') ?? [];
  return isRecord(group) && typeof group.name === 'string' ? group.name : null;
}

function findToken(text: string): Finds {
  const token = /\bnewEventToken="([^"&]+)"/.exec(text)?.[1];
  return token === undefined ? {} : { token };
}

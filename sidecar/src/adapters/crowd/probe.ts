// Who answers for a directory: product and version by the header, and which directory a sample of accounts comes from.
import { type DirectoryIdentity, HostFailure } from '../ports.ts';
import { directoryIdOf, directoryNameOf } from './accounts.ts';
import { demandSuccess, failureCodeOf, failureOf, readBody, versionOf } from './answers.ts';
import type { CrowdClient } from './client.ts';
import type { DirectoryWatch } from './directory-watch.ts';
import { isRecord, isWireUser, rowsOf, type WireUser } from './schema.ts';

/** Enough to meet a second directory where people are mixed; reading all accounts looks at every one of them anyway. */
const sampleSize = 200;

/** Asks anew each time, what the watch remembered is forgotten. Throws `HostFailure` when Crowd turns the application away. */
export async function identifyDirectory(crowd: CrowdClient, watch: DirectoryWatch): Promise<DirectoryIdentity> {
  const answer = await crowd.ask({ method: 'GET', path: '/config/cookie' });
  // Every Crowd has this resource: where it is missing, the address is wrong by a part of its path.
  if (failureCodeOf(answer) === 'crowd_capability_absent') throw failureOf(answer, 'crowd_not_crowd');
  demandSuccess(answer);
  const version = versionOf(answer);
  if (version === null) throw failureOf(answer, 'crowd_not_crowd');
  watch.forget();
  const names = new Map<string, string | null>();
  for (const user of await sampleUsers(crowd)) {
    const id = directoryIdOf(user);
    watch.note(id);
    if (id !== null) names.set(id, directoryNameOf(user) ?? names.get(id) ?? null);
  }
  const seenDirectories = [...names].map(([id, name]) => ({ id, name }));
  return { ...version, seenDirectories, mapping: watch.mapping() };
}

/** Looks at some accounts before something is created, which has no key yet. Throws when they are not all of our directory. */
export async function checkMapping(crowd: CrowdClient, watch: DirectoryWatch): Promise<void> {
  for (const user of await sampleUsers(crowd)) watch.note(directoryIdOf(user));
  const complaint = watch.complaint();
  if (complaint !== null) throw new HostFailure(complaint, { request: 'GET /search?entity-type=user' });
}

async function sampleUsers(crowd: CrowdClient): Promise<readonly WireUser[]> {
  const query = { 'entity-type': 'user', restriction: '', expand: 'user', 'start-index': 0, 'max-results': sampleSize };
  const answer = await crowd.ask({ method: 'GET', path: '/search', query });
  const rows = rowsOf(readBody(answer, isRecord), 'user');
  if (rows === null || !rows.every(isWireUser)) throw failureOf(answer, 'crowd_unexpected_shape');
  return rows;
}

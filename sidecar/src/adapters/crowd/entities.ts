// Reads one user or one group by name, and makes sure that the answer is about the name that was asked for.
import { foldName } from '../../domain/user.ts';
import { HostFailure } from '../ports.ts';
import { failureCodeOf, failureOf, readBody } from './answers.ts';
import type { CrowdClient } from './client.ts';
import { isRecord, isWireGroup, isWireUser, rowsOf, type WireGroup, type WireUser } from './schema.ts';

/** One user with attributes; null when the directory has none of this name. */
export async function readUser(crowd: CrowdClient, username: string): Promise<WireUser | null> {
  demandUsableName(username);
  const answer = await crowd.ask({ method: 'GET', path: '/user', query: { username, expand: 'attributes' } });
  if (failureCodeOf(answer) === 'crowd_user_not_found') return null;
  const user = readBody(answer, isWireUser);
  if (!sameName(user.name, username)) throw failureOf(answer, 'crowd_unexpected_shape');
  return user;
}

/** One group; null when the directory has none of this name. */
export async function readGroup(crowd: CrowdClient, groupname: string): Promise<WireGroup | null> {
  demandUsableName(groupname);
  const answer = await crowd.ask({ method: 'GET', path: '/group', query: { groupname } });
  if (failureCodeOf(answer) === 'crowd_group_not_found') return null;
  const group = readBody(answer, isWireGroup);
  if (!sameName(group.name, groupname)) throw failureOf(answer, 'crowd_unexpected_shape');
  return group;
}

/** Whether an account is directly in a group, asked for this one membership. */
export async function isDirectMember(crowd: CrowdClient, username: string, groupname: string): Promise<boolean> {
  const answer = await crowd.ask({ method: 'GET', path: '/user/group/direct', query: { username, groupname } });
  const code = failureCodeOf(answer);
  if (code === 'crowd_membership_not_found' || code === 'crowd_group_not_found') return false;
  const body = readBody(answer, isRecord);
  // Told as the one group, or as a list of one.
  const groups = (rowsOf(body, 'group') ?? [body]).filter(isWireGroup);
  return groups.some((group) => sameName(group.name, groupname));
}

/** Throws for a name that no query could carry as it is. */
export function demandUsableName(name: string): void {
  if (name !== '' && name.isWellFormed()) return;
  throw new HostFailure('crowd_name_unusable', { request: 'a name that cannot be sent' });
}

/** Crowd compares names without regard to case. */
function sameName(one: string, other: string): boolean {
  return foldName(one) === foldName(other);
}

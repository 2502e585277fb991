// A user's e-mail address from the profile of the mobile plugin: undocumented, and the only place in REST before the licensed list.
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { foldName } from '../../domain/user.ts';
import type { HttpClient } from '../http-client/client.ts';
import { demandSuccess, failureCodeOf } from './answers.ts';

const profile = Compile(Type.Object({ userName: Type.String(), email: Type.String() }));

/**
 * Null where it tells none, or nothing that is an address: a site may mask it. Throws `host_capability_absent` where there
 * is no such plugin, and any other `HostFailure` of a host that cannot be asked.
 */
export async function readProfileAddress(http: Pick<HttpClient, 'send'>, username: string): Promise<string | null> {
  const path = '/rest/mobile/1.0/profile/{username}';
  const answer = await http.send({ method: 'GET', path, parts: { username } });
  if (failureCodeOf(answer) === 'host_not_found') return null;
  demandSuccess(answer);
  const { json } = answer;
  if (!profile.Check(json) || foldName(json.userName) !== foldName(username)) return null;
  return /^[^\s@<>]+@[^\s@<>]+$/.test(json.email) ? json.email : null;
}

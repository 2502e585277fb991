// Makes single changes, by Confluence's REST or, where that cannot, its Remote API, and says what became of each, never guessing.
import type { Clock } from '../../clock.ts';
import type { HostChange, StateChange } from '../../domain/action.ts';
import type { HttpClient } from '../http-client/client.ts';
import { type Answer, TransportFailure } from '../http-client/exchange.ts';
import type { RequestSpec } from '../http-client/request.ts';
import { HostFailure, type ReadPort } from '../ports.ts';
import type { NewUser, WritePort, WriteResult, WriteTarget } from '../writes.ts';
import { isCarriedByRest, neededFor } from './abilities.ts';
import type { CapabilityWay } from './absences.ts';
import { failureCodeOf } from './answers.ts';
import type { AnyName } from './any-name.ts';
import { awaitDeletion } from './deletion.ts';
import type { Probe } from './probe.ts';
import { changeByRemote, createUserByRemote, setPasswordByRemote } from './remote-changes.ts';

export interface WritesInput {
  readonly http: HttpClient;
  readonly clock: Clock;
  /** A change that was made is read back by these where the host's own word is not enough. */
  readonly reads: Pick<ReadPort, 'readUser' | 'readGroupsOf'>;
  readonly probe: Probe;
  readonly anyName: AnyName;
  /** How long an accepted deletion may take before it is called unclear. */
  readonly deletionDeadlineMs: number;
}

/** Builds the writing port. */
export function createWrites(input: WritesInput): WritePort {
  return {
    apply: (target, change) =>
      byItsWay(input, target, change, {
        rest: () => changeByRest(input, target, change),
        'json-rpc': () => noteAnswer(input, changeByRemote(input, target, change)),
      }),
    setPassword: (target, password) =>
      byItsWay(
        input,
        target,
        { kind: 'set-random-password' },
        {
          rest: () => setPasswordByRest(input, target, password),
          'json-rpc': () => noteAnswer(input, setPasswordByRemote(input.http, target, password)),
        },
      ),
    createUser: (user) =>
      byItsWay(
        input,
        user,
        { kind: 'create-user' },
        {
          rest: () => createUserByRest(input, user),
          'json-rpc': () => noteAnswer(input, createUserByRemote(input, user)),
        },
      ),
  };
}

const capabilityAbsent: Extract<WriteResult, { kind: 'refused' }> = {
  kind: 'refused',
  code: 'host_capability_absent',
  status: null,
};

/** Makes a change the way it goes here; never throws for what the host or the network does. */
async function byItsWay(
  input: WritesInput,
  target: Pick<WriteTarget, 'username'>,
  change: HostChange,
  ways: Readonly<Record<CapabilityWay, () => Promise<WriteResult>>>,
): Promise<WriteResult> {
  const way = await findWay(input, target, change);
  if (typeof way === 'object') return way;
  try {
    return await ways[way]();
  } catch (error) {
    return resultOfFailure(error);
  }
}

/** The way this change goes, or the refusal of a change for which there is none: then nothing is sent. */
async function findWay(
  { probe, anyName }: WritesInput,
  { username }: Pick<WriteTarget, 'username'>,
  change: HostChange,
): Promise<CapabilityWay | WriteResult> {
  try {
    const { states } = await probe.findings();
    const state = states.find(({ capability }) => capability === neededFor[change.kind]);
    if (state === undefined || state.absence !== null) {
      return { ...capabilityAbsent, code: state?.absence ?? capabilityAbsent.code };
    }
    if (state.way !== 'rest' || isCarriedByRest(change, username)) return state.way ?? capabilityAbsent;
    const { absence } = await anyName.ask();
    return absence === null ? 'json-rpc' : { ...capabilityAbsent, code: absence };
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return { kind: 'refused', code: error.code, status: error.status };
  }
}

async function changeByRest(
  { http, clock, probe, deletionDeadlineMs }: WritesInput,
  target: WriteTarget,
  change: StateChange,
): Promise<WriteResult> {
  const answer = await http.send(requestFor(target, change));
  const result = resultOf(answer);
  if (result.kind === 'refused' && result.code === 'host_capability_absent') probe.forget(neededFor[change.kind]);
  if (result.kind === 'refused' && result.code === 'host_forbidden')
    return { ...result, code: 'host_change_forbidden' };
  if (result.kind !== 'done' || change.kind !== 'delete') return result;
  return awaitDeletion({ http, clock, target, accepted: answer, deadlineMs: deletionDeadlineMs });
}

/** Sent as JSON; needs a system administrator. A password that is refused as too weak is the host's word: 400. */
async function setPasswordByRest(
  { http, probe }: WritesInput,
  { username }: WriteTarget,
  password: string,
): Promise<WriteResult> {
  const path = '/rest/api/admin/user/{username}/password';
  const result = resultOf(await http.send({ method: 'POST', path, parts: { username }, body: { password } }));
  if (result.kind !== 'refused') return result;
  if (result.code === 'host_capability_absent') probe.forget('passwords.set');
  return result.code === 'host_forbidden' ? { ...result, code: 'host_password_forbidden' } : result;
}

/**
 * The documented success is 201. Confluence mails nothing by itself: whether its own mail goes out is told by nobody, and a
 * user who waits for it would have no password at all.
 */
async function createUserByRest({ http, probe }: WritesInput, user: NewUser): Promise<WriteResult> {
  const { username: userName, displayName: fullName, email, password } = user;
  const body = { userName, fullName, email, password, notifyViaEmail: false };
  const result = resultOf(await http.send({ method: 'POST', path: '/rest/api/admin/user', body }));
  if (result.kind === 'refused' && result.code === 'host_capability_absent') probe.forget('users.create');
  return result;
}

/** Remembers what the Remote API's answer tells of the Remote API itself. */
async function noteAnswer({ probe, anyName }: WritesInput, answer: Promise<WriteResult>): Promise<WriteResult> {
  const result = await answer;
  if (result.kind === 'refused') {
    const memories = [probe, anyName];
    if (result.code === 'host_websudo') for (const memory of memories) memory.noteWebSudo();
    const gone = result.code === 'host_remote_api_off' || result.code === 'host_capability_absent';
    if (gone) for (const memory of memories) memory.forget();
  }
  return result;
}

/** The one call that makes the change; its names can stand in a path. */
function requestFor({ username }: WriteTarget, change: StateChange): RequestSpec {
  switch (change.kind) {
    case 'disable':
      return { method: 'PUT', path: '/rest/api/admin/user/{username}/disable', parts: { username } };
    case 'enable':
      return { method: 'PUT', path: '/rest/api/admin/user/{username}/enable', parts: { username } };
    case 'delete':
      return { method: 'DELETE', path: '/rest/api/admin/user/{username}', parts: { username } };
    case 'add-to-group':
      return membershipRequest('PUT', username, change.group);
    case 'remove-from-group':
      return membershipRequest('DELETE', username, change.group);
  }
}

function membershipRequest(method: 'PUT' | 'DELETE', username: string, groupName: string): RequestSpec {
  return { method, path: '/rest/api/user/{username}/group/{groupName}', parts: { username, groupName } };
}

/**
 * A 4xx is a no: nothing was changed. A 5xx, a redirect, or a 2xx with a page in it (WebSudo, a sign-in page of a
 * proxy) leaves open what happened. The documented successes are 204, and 202 for a deletion.
 */
function resultOf(answer: Answer): WriteResult {
  const code = failureCodeOf(answer);
  if (code === null) {
    const page = answer.text.trim() !== '' && answer.json === undefined;
    return page ? { kind: 'unclear', code: 'host_not_json' } : { kind: 'done' };
  }
  const saidNo = answer.status >= 400 && answer.status < 500 && answer.status !== 408;
  return saidNo ? { kind: 'refused', code, status: answer.status } : { kind: 'unclear', code };
}

/** Without a connection nothing was changed; a connection that broke, or an answer that did not come, leaves it open. */
function resultOfFailure(error: unknown): WriteResult {
  if (!(error instanceof HostFailure)) throw error;
  const arrived = error instanceof TransportFailure && error.arrived === 'perhaps';
  return arrived ? { kind: 'unclear', code: error.code } : { kind: 'refused', code: error.code, status: error.status };
}

// Speaks to Confluence's old Remote API (JSON-RPC in its light style) and tells its many ways of saying no apart.
import type { HttpClient } from '../http-client/client.ts';
import type { Answer } from '../http-client/exchange.ts';
import type { HostFailureCode } from '../ports.ts';
import { failureCodeOf } from './answers.ts';

/** Methods that read; the rest changes something. */
const readingMethods = ['isActiveUser', 'getActiveUsers', 'getSpacePermissionSets'] as const;

export type RemoteReading = (typeof readingMethods)[number];
export type RemoteChange =
  | 'addUser'
  | 'deactivateUser'
  | 'reactivateUser'
  | 'removeUser'
  | 'addUserToGroup'
  | 'removeUserFromGroup'
  | 'changeUserPassword';

export type RemoteAnswer =
  /** What the method gave back; undefined for void, which is an empty answer. */
  | { readonly kind: 'result'; readonly result: unknown; readonly answer: Answer }
  | {
      readonly kind: 'failure';
      readonly code: HostFailureCode;
      /** Whether the answer says that nothing was done; false leaves it open. */
      readonly saidNo: boolean;
      readonly answer: Answer;
    };

/**
 * Makes one call with the client's own credentials, which must be name and password. Resolves for every answer, throws
 * `TransportFailure` when none came. In the light style the method stands in the path and the body is the bare list of
 * parameters, so that the host's access log shows what was asked; `os_authType` keeps sign-in pages out of the way.
 */
export async function callRemote(
  http: Pick<HttpClient, 'send'>,
  method: RemoteReading | RemoteChange,
  params: readonly unknown[],
): Promise<RemoteAnswer> {
  const reads = (readingMethods as readonly string[]).includes(method);
  const answer = await http.send({
    method: 'POST',
    path: `/rpc/json-rpc/confluenceservice-v2/${method}`,
    query: { os_authType: 'basic' },
    body: params,
    expect: 'text',
    ...(reads ? { effect: 'none' as const } : {}),
  });
  return interpret(answer);
}

function interpret(answer: Answer): RemoteAnswer {
  const fail = (code: HostFailureCode, saidNo: boolean): RemoteAnswer => ({ kind: 'failure', code, saidNo, answer });
  const body = parseBody(answer.text);
  const exception = readException(body);
  // It comes as a page with 200 or 500, as an exception, or as a redirect to the page that asks for the password again.
  const asksForSession = (body === undefined || exception !== null) && answer.text.includes('WebSudoRequiredException');
  if (asksForSession || answer.header('location')?.includes('/authenticate.action')) return fail('host_websudo', true);
  if (exception !== null) return codeOfException(exception, fail);
  const code = codeOfStatus(answer);
  if (code !== null) return fail(code, answer.status >= 400 && answer.status < 500 && answer.status !== 408);
  if (answer.text.trim() === '') return { kind: 'result', result: undefined, answer };
  if (body === undefined) return fail('host_not_json', false);
  return { kind: 'result', result: unwrapEnvelope(body), answer };
}

/** A switched-off Remote API answers 401 to the right credentials; wrong ones are known by Seraph's own word. */
function codeOfStatus(answer: Answer): HostFailureCode | null {
  const code = failureCodeOf(answer);
  if (code !== 'host_unauthorised') return code;
  const wrong = answer.header('x-seraph-loginreason')?.includes('AUTHENTICATED_FAILED') ?? false;
  return wrong ? code : 'host_remote_api_off';
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface RemoteException {
  readonly code: unknown;
  readonly message: string;
}

/** `{"error":{"code","message"}}`, in an envelope or bare. */
function readException(body: unknown): RemoteException | null {
  if (typeof body !== 'object' || body === null || !('error' in body)) return null;
  const { error } = body;
  if (typeof error !== 'object' || error === null) return null;
  const message = 'message' in error && typeof error.message === 'string' ? error.message : '';
  return { code: 'code' in error ? error.code : undefined, message };
}

const methodNotFound = -32_601;

/** Only these two exceptions say for certain that nothing was done; what any other one stopped must be read. */
function codeOfException(
  { code, message }: RemoteException,
  fail: (code: HostFailureCode, saidNo: boolean) => RemoteAnswer,
): RemoteAnswer {
  if (code === methodNotFound) return fail('host_capability_absent', true);
  if (message.includes('NotPermittedException')) return fail('host_forbidden', true);
  return fail('host_remote_exception', false);
}

/** The result of an envelope; the light style gives it bare. */
function unwrapEnvelope(body: unknown): unknown {
  const isEnvelope = typeof body === 'object' && body !== null && 'jsonrpc' in body && 'result' in body;
  return isEnvelope ? body.result : body;
}

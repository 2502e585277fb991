// Speaks to the sidecar's own API as one person; every no is one sentence with the exit code that goes with it.
import type { ErrorDocument } from '../../contract/envelope.ts';
import { type Call, CommandFault } from '../frame/command.ts';
import { type ExitCode, exitCodes } from '../frame/exit-codes.ts';
import { findAddress } from './find-address.ts';
import { readPersonalToken } from './personal-token.ts';

export interface Api {
  readonly get: <Answer>(path: string) => Promise<Answer>;
  readonly post: <Answer>(path: string, body?: object) => Promise<Answer>;
  /** What is no JSON, in pieces as they come; there is no time limit once it has begun. */
  readonly download: (path: string) => Promise<AsyncIterable<Uint8Array>>;
}

const timeoutMs = 60_000;

/** Signs in with the person's own token, and again when the session is over. Throws `CommandFault`, as each call does. */
export async function signIn(call: Call): Promise<Api> {
  const base = findAddress(call);
  const token = await readPersonalToken(call);
  let accessToken = await openSession(base, token);
  const askSignedIn = async <Answer>(question: Question): Promise<Answer> => {
    try {
      return await ask<Answer>(base, { ...question, accessToken });
    } catch (error) {
      if (!(error instanceof SessionOver)) throw error;
      accessToken = await openSession(base, token);
      return ask<Answer>(base, { ...question, accessToken });
    }
  };
  return {
    get: (path) => askSignedIn({ method: 'GET', path }),
    post: (path, body = {}) => askSignedIn({ method: 'POST', path, body }),
    download: (path) => download(base, { path, accessToken }),
  };
}

async function openSession(base: string, token: string): Promise<string> {
  const { accessToken } = await ask<{ accessToken?: unknown }>(base, {
    method: 'POST',
    path: '/session',
    body: { token },
  });
  if (typeof accessToken !== 'string') throw refuseStranger(base);
  return accessToken;
}

/** Nothing was done: a session lasts half an hour, and whoever waits for a run may wait longer. */
class SessionOver extends CommandFault {}

interface Question {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly accessToken?: string;
  readonly body?: object;
}

async function ask<Answer>(base: string, { method, path, accessToken, body }: Question): Promise<Answer> {
  const headers = {
    'x-um-request': '1',
    ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const signal = AbortSignal.timeout(timeoutMs);
  const answer = await fetch(`${base}${path}`, { method, headers, ...sent, redirect: 'error', signal }).catch(
    () => null,
  );
  if (answer === null) {
    throw new CommandFault(
      exitCodes.hostUnreachable,
      `The sidecar does not answer at ${base}. Is it running there? --url names another address.`,
    );
  }
  const json = await answer.json().catch(() => null);
  if (answer.ok && isObject(json)) return json as Answer;
  if (!isFault(json)) throw refuseStranger(base);
  if (answer.status === 401) throw new SessionOver(exitCodes.refused, sayFault(json));
  throw new CommandFault(codeOf(answer.status), sayFault(json));
}

async function download(
  base: string,
  { path, accessToken }: { path: string; accessToken: string },
): Promise<AsyncIterable<Uint8Array>> {
  const headers = { 'x-um-request': '1', authorization: `Bearer ${accessToken}` };
  const answer = await fetch(`${base}${path}`, { headers, redirect: 'error' }).catch(() => null);
  if (answer === null) throw new CommandFault(exitCodes.hostUnreachable, `The sidecar does not answer at ${base}.`);
  if (answer.ok && answer.body !== null) return answer.body;
  const json: unknown = await answer.json().catch(() => null);
  if (!isFault(json)) throw refuseStranger(base);
  throw new CommandFault(codeOf(answer.status), sayFault(json));
}

function isObject(json: unknown): json is object {
  return typeof json === 'object' && json !== null;
}

function isFault(json: unknown): json is ErrorDocument {
  return isObject(json) && 'error' in json && isObject(json.error) && 'message' in json.error;
}

/** The sidecar's own sentence, and each place that is wrong. */
function sayFault({ error: { message, details } }: ErrorDocument): string {
  return [message, ...details.map(sayDetail)].join('\n');
}

function sayDetail({ path, message, line, column }: ErrorDocument['error']['details'][number]): string {
  const place = line === undefined ? '' : ` (line ${line}${column === undefined ? '' : `, column ${column}`})`;
  return `  ${path}${place}: ${message}`;
}

function codeOf(status: number): ExitCode {
  if (status === 401 || status === 403) return exitCodes.refused;
  if (status === 429 || status === 502 || status === 503 || status === 504) return exitCodes.hostUnreachable;
  return status >= 500 ? exitCodes.internal : exitCodes.declined;
}

function refuseStranger(base: string): CommandFault {
  return new CommandFault(exitCodes.hostUnreachable, `What answers at ${base} is no sidecar of this product.`);
}

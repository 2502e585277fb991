// Calls of the sidecar's API over real HTTP as any user of the lab, answers and refusals alike as they came.
import type { Lab } from '../lab/lab.ts';
import { issueToken } from '../lab/world/tokens.ts';
import { findUser } from '../lab/world/views.ts';

export interface Answer {
  readonly status: number;
  /** Null where nothing was refused. */
  readonly code: string | null;
  readonly details: unknown;
  readonly body: unknown;
}

export type CallAs = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => Promise<Answer>;

export interface SignInAs {
  readonly lab: Lab;
  /** Up to `/api/v1`. */
  readonly apiUrl: string;
  readonly username: string;
}

/** Signs in with a token of that user's own at Confluence; throws where that is refused. */
export async function signInAs({ lab, apiUrl, username }: SignInAs): Promise<CallAs> {
  const user = findUser(lab.world, username);
  if (user === undefined) throw new Error(`the lab has no user ${username}`);
  const token = issueToken(lab.world, user, { name: 'test', expirationDays: null }).raw;
  const opened = await callAs(apiUrl, {})('POST', '/session', { token });
  const { accessToken } = opened.body as { accessToken?: string };
  if (accessToken === undefined) throw new Error(`${username} cannot sign in: ${opened.code}`);
  return callAs(apiUrl, { authorization: `Bearer ${accessToken}` });
}

/** Calls with these headers and the one that state changes need. */
function callAs(apiUrl: string, headers: Readonly<Record<string, string>>): CallAs {
  return async (method, path, body) => {
    const answer = await fetch(`${apiUrl}${path}`, {
      method,
      headers: {
        'x-um-request': '1',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = text === '' ? null : (JSON.parse(text) as { error?: { code: string; details?: unknown } });
    return { status: answer.status, code: json?.error?.code ?? null, details: json?.error?.details, body: json };
  };
}

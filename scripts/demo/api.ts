// A small client of the sidecar's own REST API, signed in as one person; every fault is the sidecar's own sentence.
import type { RunDetailDocument, RunDocument } from '../../sidecar/src/contract/runs.ts';

export interface ApiClient {
  readonly get: <Answer>(path: string) => Promise<Answer>;
  readonly send: <Answer>(method: 'POST' | 'PUT', path: string, body?: unknown) => Promise<Answer>;
}

/** Who signs in: a Confluence token, or name and password where Confluence knows no tokens. */
export type Credentials = { readonly token: string } | { readonly username: string; readonly password: string };

/** Signs in; `base` is the address up to `/api/v1`. */
export async function signIn(base: string, credentials: Credentials): Promise<ApiClient> {
  const headers = { 'content-type': 'application/json', 'x-um-request': '1' };
  const call = async <Answer>(method: string, path: string, extra: object, body?: unknown): Promise<Answer> => {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: { ...headers, ...extra },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const json = (await answer.json()) as { error?: { code: string; message: string } };
    if (!answer.ok) throw new Error(`${method} ${path}: ${json.error?.message ?? answer.status}`);
    return json as Answer;
  };
  const { accessToken } = await call<{ accessToken: string }>('POST', '/session', {}, credentials);
  const authorised = { authorization: `Bearer ${accessToken}` };
  return {
    get: (path) => call('GET', path, authorised),
    send: (method, path, body) => call(method, path, authorised, body ?? {}),
  };
}

/** Asks again until the answer is there, at most for so long. */
export async function waitFor<Answer>(
  what: string,
  ask: () => Promise<Answer | null>,
  limitMs = 120_000,
): Promise<Answer> {
  const until = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > until) throw new Error(`${what} did not come in time`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

/** Requests a run and waits until it is finished and its mails have left. */
export async function runToTheEnd(api: ApiClient, policyId: string, mode?: 'test'): Promise<RunDetailDocument> {
  const { id } = await api.send<RunDocument>('POST', `/policies/${policyId}/runs`, mode === undefined ? {} : { mode });
  return waitFor(`the end of run ${id}`, async () => {
    const detail = await api.get<RunDetailDocument>(`/runs/${id}`);
    const mailsLeft = detail.mails.every((mail) => mail.state === 'sent' || mail.state === 'dead');
    return detail.run.state === 'finished' && mailsLeft ? detail : null;
  });
}

// A plain HTTP client for tests of the lab: asks as the administrator unless told otherwise, and never interprets.
import { request } from 'node:http';
import type { Lab } from './lab.ts';

export type Reply = { status: number; headers: Headers; text: string; json: unknown };

export type Question = {
  method?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Replaces the administrator's token (or password, where there are no tokens); null asks as nobody. */
  authorization?: string | null;
  headers?: Record<string, string>;
};

/** Asks Confluence; `path` begins after the context path. */
export async function askConfluence(lab: Lab, path: string, question: Question = {}): Promise<Reply> {
  const authorization = question.authorization === undefined ? administer(lab) : question.authorization;
  const response = await fetch(`${lab.baseUrl}${path}`, {
    method: question.method ?? 'GET',
    headers: {
      accept: 'application/json',
      ...(authorization === null ? {} : { authorization }),
      ...(question.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...question.headers,
    },
    ...(question.body === undefined ? {} : { body: JSON.stringify(question.body) }),
    redirect: 'manual',
  });
  return readReply(response);
}

function administer({ admin }: Lab): string {
  return admin.token === '' ? encodeBasic(admin.username, admin.password) : `Bearer ${admin.token}`;
}

export type CrowdQuestion = {
  method?: string;
  /** Sent as JSON; a text is sent as XML. */
  body?: unknown;
  /** The name of the application; the one of the internal directory unless told otherwise. */
  application?: string;
  password?: string;
  /** Default application/json. */
  accept?: string;
};

/** Asks Crowd as an application; `path` begins after `usermanagement/1/`. */
export async function askCrowd(lab: Lab, path: string, question: CrowdQuestion = {}): Promise<Reply> {
  const { method = 'GET', body, application = 'user-management', accept = 'application/json' } = question;
  const password = question.password ?? lab.crowd.applications.get(application)?.password ?? '';
  const form = typeof body === 'string' ? 'xml' : 'json';
  const response = await fetch(`${lab.crowdUrl}/rest/usermanagement/1/${path}`, {
    method,
    headers: {
      accept,
      authorization: encodeBasic(application, password),
      ...(body === undefined ? {} : { 'content-type': `application/${form}` }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return readReply(response);
}

export async function askControl(lab: Lab, method: string, path: string, body?: unknown): Promise<Reply> {
  const init =
    body === undefined ? { method } : { method, body: typeof body === 'string' ? body : JSON.stringify(body) };
  return readReply(await fetch(`${lab.controlUrl}${path}`, init));
}

/** Asks without any header of its own, which `fetch` cannot. */
export function askBare(url: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

export function encodeBasic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

/** Follows `next` relative to the lab's own address until it is absent or a page is empty. */
export async function collectPages<T>(lab: Lab, first: string): Promise<T[]> {
  const all: T[] = [];
  let path: string | undefined = first;
  while (path !== undefined) {
    const page = (await askConfluence(lab, path)).json as { results: T[]; _links: { next?: string } };
    all.push(...page.results);
    path = page.results.length === 0 ? undefined : page._links.next;
  }
  return all;
}

async function readReply(response: Response): Promise<Reply> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text !== '' ? JSON.parse(text) : undefined,
  };
}

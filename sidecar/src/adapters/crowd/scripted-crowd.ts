// For tests: a Crowd without a network, answering by script as the documented one does, and remembering what was asked.
import { createFakeClient, createJumpingClock, type FakeAnswer } from '../scripted-host.ts';
import { rememberAbilities } from './abilities.ts';
import { createCrowdClient } from './client.ts';
import { watchDirectory } from './directory-watch.ts';
import { createReads } from './read.ts';
import { createWrites } from './write.ts';

/** Answers by `GET /user`; a function is given the query and body. What has no answer is a resource that is missing. */
export type CrowdScript = Readonly<
  Record<string, FakeAnswer | ((query: Readonly<Record<string, string | number>>, body: unknown) => FakeAnswer)>
>;

const header = { 'x-embedded-crowd-version': 'Crowd/5.1.0' };
const api = '/rest/usermanagement/1';

export interface ScriptedCrowdOptions {
  readonly directoryId?: string | null;
  readonly writable?: boolean;
}

/** Both ports of one directory with the id 1, over the script. */
export function scriptCrowd(script: CrowdScript, { directoryId = '1', writable = true }: ScriptedCrowdOptions = {}) {
  const http = createFakeClient(({ method, path, query = {}, body }) => {
    const told = script[`${method} ${path.slice(api.length)}`] ?? missing;
    const answer = typeof told === 'function' ? told(query, body) : told;
    return { ...answer, headers: { ...header, ...answer.headers } };
  });
  const clock = createJumpingClock();
  const crowd = createCrowdClient(http, 'Basic x');
  const watch = watchDirectory(directoryId);
  const abilities = rememberAbilities(writable);
  return {
    crowd,
    reads: createReads({ crowd, watch, abilities, clock }),
    writes: createWrites({ crowd, watch, abilities, clock, directoryId, writable }),
    sent: http.sent,
    /** What was asked and is no reading: method and path below the API. */
    written: () =>
      http.sent
        .filter((spec) => spec.method !== 'GET')
        .map(({ method, path }) => `${method} ${path.slice(api.length)}`),
  };
}

const missing: FakeAnswer = { status: 404, text: '<html>Not Found</html>', headers: { 'content-type': 'text/html' } };

/** Crowd's own error body. */
export function crowdError(status: number, reason: string): FakeAnswer {
  return { status, json: { reason, message: 'said' } };
}

/** A user as Crowd gives it with attributes expanded. */
export function wireUser(name: string, fields: Readonly<Record<string, unknown>> = {}) {
  return {
    expand: 'attributes',
    link: { href: `http://elsewhere.invalid/user?username=${name}`, rel: 'self' },
    name,
    'first-name': 'Ann',
    'last-name': 'Other',
    'display-name': 'Ann Other',
    email: 'Ann@Example.com',
    password: { link: { href: 'http://elsewhere.invalid/user/password', rel: 'edit' } },
    key: `1:${name}`,
    active: true,
    attributes: { attributes: [], link: { href: 'http://elsewhere.invalid', rel: 'self' } },
    ...fields,
  };
}

/** A page of a list: all of it at the start, nothing after it. */
export function onePage(key: string, rows: readonly unknown[]) {
  return ({ 'start-index': start }: Readonly<Record<string, string | number>>): FakeAnswer => ({
    json: { expand: key.replace(/s$/, ''), [key]: Number(start) === 0 ? rows : [] },
  });
}

/** Somebody to be created; `wireUser('ann')` is the same person. */
export const newAnn = {
  username: 'ann',
  firstName: 'Ann',
  lastName: 'Other',
  displayName: 'Ann Other',
  email: 'ann@example.com',
  active: true,
  password: 'correct horse battery staple',
};

// Each kind of answer with the one code it stands for.
import { describe, expect, it } from 'vitest';
import type { HostFailureCode } from '../ports.ts';
import { createFakeClient, type FakeAnswer, missingResource, restError } from '../scripted-host.ts';
import { failureCodeOf, readBody } from './answers.ts';
import { isGroup } from './schema.ts';

const ask = (answer: FakeAnswer) => createFakeClient(() => answer).send({ method: 'GET', path: '/rest/x' });

describe('what an answer means', () => {
  it.each<[HostFailureCode | null, string, FakeAnswer]>([
    [null, 'a 204', { status: 204 }],
    ['host_not_found', "a 404 with Confluence's own error body", restError(404)],
    ['host_capability_absent', 'a 404 with a page', missingResource],
    ['host_capability_absent', 'the JSON of a missing resource', { status: 404, json: { 'status-code': 404 } }],
    ['host_capability_absent', 'a 405', { status: 405 }],
    ['host_read_only', 'a refusal for read-only mode', restError(405, { allowedInReadOnlyMode: false })],
    ['host_read_only', 'a 403 for read-only mode', restError(403, { allowedInReadOnlyMode: false })],
    ['host_unauthorised', 'a 401 with a page', { status: 401, text: '<html>' }],
    ['host_forbidden', 'a 403', restError(403, { allowedInReadOnlyMode: true })],
    [
      'host_captcha',
      'a 401 that wants a picture solved',
      { status: 401, headers: { 'x-seraph-loginreason': 'AUTHENTICATION_DENIED' } },
    ],
    [
      'host_unauthorised',
      'a 401 for a wrong password',
      { status: 401, headers: { 'x-seraph-loginreason': 'AUTHENTICATED_FAILED' } },
    ],
    ['host_licence_full', 'a 402', restError(402)],
    ['host_conflict', 'a 409', restError(409)],
    ['host_bad_request', 'a 400', restError(400)],
    ['host_rate_limited', 'a 429 with a page', { status: 429, text: '<html>' }],
    ['host_error', 'a 500', { status: 500 }],
    ['host_not_json', 'a redirect', { status: 302 }],
  ])('%s for %s', async (code, _what, answer) => {
    expect(failureCodeOf(await ask(answer))).toBe(code);
  });

  it('gives the body of the right shape and refuses a page and another shape', async () => {
    expect(readBody(await ask({ json: { name: 'g', more: 1 } }), isGroup)).toMatchObject({ name: 'g' });
    const page = await ask({ text: '<html>log in</html>' });
    expect(() => readBody(page, isGroup)).toThrow(expect.objectContaining({ code: 'host_not_json', status: 200 }));
    const other = await ask({ json: { title: 'g' } });
    expect(() => readBody(other, isGroup)).toThrow(expect.objectContaining({ code: 'host_unexpected_shape' }));
  });

  it('lets nothing of the body into its messages', async () => {
    const answer = await ask({ status: 403, json: { statusCode: 403, message: 'com.atlassian.Secret: ann' } });
    expect(() => readBody(answer, isGroup)).toThrow(/^host_forbidden: GET \/rest\/x → 403$/);
  });
});

// Whether the search index is being rebuilt: told, not told by this Confluence or not to us, or not answered, which is no word on it.
import { expect, it } from 'vitest';
import { createFakeClient, type FakeAnswer, missingResource, restError } from '../scripted-host.ts';
import { readReindexing } from './reindex.ts';

const ask = (answer: FakeAnswer) => readReindexing(createFakeClient(() => answer));

it.each([
  [{ json: { finished: false } }, true],
  [{ json: { finished: true } }, false],
  [{ json: {} }, false],
  [{ json: { message: 'No reindex information is available.' } }, false],
  [{ json: { finished: 'soon' } }, null],
  [{ json: 'unheard of' }, null],
])('is told by %j: %s', async (answer, told) => {
  expect(await ask(answer)).toBe(told);
});

it.each([restError(401), restError(403), restError(404), missingResource, { status: 405 }])(
  'is not told to us by %j',
  async (answer) => {
    expect(await ask(answer)).toBeNull();
  },
);

it.each([
  [{ status: 408 }, 'host_timeout'],
  [{ status: 429 }, 'host_rate_limited'],
  [{ status: 500 }, 'host_error'],
  [{ status: 503 }, 'host_error'],
  [{ status: 302, headers: { location: '/login.action' } }, 'host_not_json'],
  [{ text: '<html>' }, 'host_not_json'],
  [{ status: 403, headers: { 'x-seraph-loginreason': 'AUTHENTICATION_DENIED' } }, 'host_captcha'],
])('is not answered by %j', async (answer: FakeAnswer, code) => {
  await expect(ask(answer)).rejects.toMatchObject({ code });
});

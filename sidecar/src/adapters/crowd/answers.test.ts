// Each kind of answer with the one code it stands for: the reason first, the status second.
import { describe, expect, it } from 'vitest';
import { HostFailure } from '../ports.ts';
import { createFakeClient, type FakeAnswer } from '../scripted-host.ts';
import { failureCodeOf, readBody, reasonOf, versionOf } from './answers.ts';
import type { CrowdFailureCode } from './failure-codes.ts';
import { isWireUser } from './schema.ts';
import { crowdError } from './scripted-crowd.ts';

const named = { 'x-embedded-crowd-version': 'Crowd/5.1.0' };
const html = { 'content-type': 'text/html' };
const ask = (answer: FakeAnswer) => createFakeClient(() => answer).send({ method: 'GET', path: '/x' });
const byCrowd = (answer: FakeAnswer) => ask({ ...answer, headers: { ...named, ...answer.headers } });

describe('what an answer of Crowd means', () => {
  it.each<[CrowdFailureCode | null, string, FakeAnswer]>([
    [null, 'a 204', { status: 204 }],
    ['crowd_unauthorised', 'a 401 in plain text', { status: 401, text: 'Application failed to authenticate' }],
    ['crowd_address_refused', 'a 403 with a page', { status: 403, text: '<html>', headers: html }],
    ['crowd_address_refused', 'a 403 in plain text', { status: 403, text: 'Client with address is forbidden' }],
    ['crowd_permission_denied', 'a 403 with its reason', crowdError(403, 'APPLICATION_PERMISSION_DENIED')],
    ['crowd_permission_denied', 'a 403 with a reason nobody knows', crowdError(403, 'SOMETHING_NEW')],
    ['crowd_user_not_found', 'a 404 for a user', crowdError(404, 'USER_NOT_FOUND')],
    ['crowd_user_not_found', 'a 400 for a user named in the body', crowdError(400, 'USER_NOT_FOUND')],
    ['crowd_group_not_found', 'a 400 for a group named in the body', crowdError(400, 'GROUP_NOT_FOUND')],
    ['crowd_membership_not_found', 'a 404 for a membership', crowdError(404, 'MEMBERSHIP_NOT_FOUND')],
    ['crowd_membership_exists', 'a 409', crowdError(409, 'MEMBERSHIP_ALREADY_EXISTS')],
    ['crowd_user_refused', 'an invalid user', crowdError(400, 'INVALID_USER')],
    ['crowd_password_refused', 'an invalid password', crowdError(400, 'INVALID_CREDENTIAL')],
    ['crowd_no_email', 'an invalid e-mail', crowdError(400, 'INVALID_EMAIL')],
    ['crowd_changes_lost', 'a 410', crowdError(410, 'EVENT_TOKEN_EXPIRED')],
    ['crowd_changes_lost', 'a 410 without a body', { status: 410 }],
    ['crowd_capability_absent', 'nested groups that are off', crowdError(400, 'NESTED_GROUPS_NOT_SUPPORTED')],
    ['crowd_capability_absent', 'a 404 without a reason', { status: 404, text: '<html>', headers: html }],
    ['crowd_capability_absent', 'a 405', { status: 405 }],
    ['crowd_bad_request', 'an argument that is missing', crowdError(400, 'ILLEGAL_ARGUMENT')],
    ['crowd_bad_request', 'a reason named like a part of every object', crowdError(400, 'constructor')],
    ['crowd_error', 'a failed operation', crowdError(500, 'OPERATION_FAILED')],
    ['crowd_error', 'a 502 with a page', { status: 502, text: '<html>', headers: html }],
    ['crowd_rate_limited', 'a 429', { status: 429 }],
    ['crowd_not_data', 'a redirect', { status: 302 }],
  ])('%s for %s', async (code, _what, answer) => {
    expect(failureCodeOf(await byCrowd(answer))).toBe(code);
  });

  it('takes nothing for Crowd that does not name itself', async () => {
    expect(failureCodeOf(await ask({ json: {} }))).toBe('crowd_not_crowd');
    expect(failureCodeOf(await ask({ status: 404, text: '<html>', headers: html }))).toBe('crowd_not_crowd');
    expect(failureCodeOf(await ask({ status: 401, text: '<html>', headers: html }))).toBe('crowd_not_crowd');
    expect(failureCodeOf(await ask({ status: 401, text: 'failed' }))).toBe('crowd_unauthorised');
    expect(failureCodeOf(await ask(crowdError(404, 'USER_NOT_FOUND')))).toBe('crowd_user_not_found');
  });

  it('reads the reason of an error in XML, and none in a page', async () => {
    const xml = { 'content-type': 'application/xml;charset=UTF-8' };
    const text = '<?xml version="1.0"?><error><reason>EVENT_TOKEN_EXPIRED</reason><message>m</message></error>';
    expect(reasonOf(await ask({ status: 410, text, headers: xml }))).toBe('EVENT_TOKEN_EXPIRED');
    expect(reasonOf(await ask({ status: 410, text: text.slice(0, 60), headers: xml }))).toBeNull();
    expect(reasonOf(await ask({ status: 403, text: '<html>', headers: html }))).toBeNull();
  });

  it('tells product and version', async () => {
    const versionIn = async (value: string) => versionOf(await ask({ headers: { 'x-embedded-crowd-version': value } }));
    expect(await versionIn('Crowd/5.1.0')).toEqual({ product: 'Crowd', version: '5.1.0' });
    expect(await versionIn('JIRA/9.12')).toEqual({ product: 'JIRA', version: '9.12' });
    expect(await versionIn('odd')).toEqual({ product: 'odd', version: '' });
    expect(await versionIn(' ')).toBeNull();
  });

  it('refuses a page and another shape, and lets nothing of the body into its messages', async () => {
    const failure = (answer: FakeAnswer) =>
      byCrowd(answer).then((one) => {
        try {
          return readBody(one, isWireUser);
        } catch (error) {
          return error instanceof HostFailure ? error.message : error;
        }
      });
    expect(await failure({ json: { name: 'ann', more: 1 } })).toMatchObject({ name: 'ann' });
    expect(await failure({ text: '<html>log in</html>' })).toBe('crowd_not_data: GET /x → 200');
    expect(await failure({ json: { title: 'ann' } })).toBe('crowd_unexpected_shape: GET /x → 200');
    expect(await failure({ status: 403, json: { reason: 'X', message: 'secret' } })).toBe(
      'crowd_permission_denied: GET /x → 403',
    );
  });
});

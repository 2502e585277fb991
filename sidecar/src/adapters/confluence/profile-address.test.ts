// What the profile of the mobile plugin is believed to say about an address.
import { describe, expect, it } from 'vitest';
import type { Answer } from '../http-client/exchange.ts';
import { readProfileAddress } from './profile-address.ts';

const ask = (json: unknown, status = 200) => {
  const answer: Answer = {
    status,
    json,
    text: '',
    malformed: false,
    request: 'GET /rest/mobile',
    header: () => undefined,
  };
  return readProfileAddress({ send: async () => answer }, 'ada');
};

describe('the address of a profile', () => {
  it('is what stands there, for the user who was asked for', async () => {
    expect(await ask({ userName: 'Ada', email: 'ada@example.com' })).toBe('ada@example.com');
    expect(await ask({ userName: 'bob', email: 'bob@example.com' })).toBeNull();
  });

  it('is unknown where it is hidden, masked or of another shape', async () => {
    for (const email of ['', 'ada at example dot com', 'ada@', '@example.com', 'a b@example.com', null, 7]) {
      expect([email, await ask({ userName: 'ada', email })]).toEqual([email, null]);
    }
    expect(await ask('not an object')).toBeNull();
  });

  it('is unknown of nobody, and a plugin that is not there is no answer', async () => {
    expect(await ask({ statusCode: 404, message: 'No user found' }, 404)).toBeNull();
    await expect(ask({ 'status-code': 404 }, 404)).rejects.toMatchObject({ code: 'host_capability_absent' });
  });
});

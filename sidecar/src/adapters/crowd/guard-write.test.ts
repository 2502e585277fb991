// What is refused before anything is sent: settings, another directory, another account, a Crowd that turns us away.
import { describe, expect, it } from 'vitest';
import type { AccountKey, Username } from '../../domain/user.ts';
import {
  type CrowdScript,
  crowdError,
  newAnn,
  onePage,
  type ScriptedCrowdOptions,
  scriptCrowd,
  wireUser,
} from './scripted-crowd.ts';

const ann = { username: 'ann' as Username, key: null };
const nobody = crowdError(404, 'USER_NOT_FOUND');
const refused = (code: string, status: number | null = null) => ({ kind: 'refused', code, status });

describe('nothing is sent', () => {
  const everything = (writes: ReturnType<typeof scriptCrowd>['writes'], key: AccountKey | null = null) => {
    const target = { ...ann, key };
    return [
      () => writes.updateAccount(target, { active: false }),
      () => writes.deleteAccount(target),
      () => writes.addToGroup(target, 'staff'),
      () => writes.removeFromGroup(target, 'staff'),
      () => writes.setAttributes(target, new Map([['a', ['1']]])),
      () => writes.removeAttribute(target, 'a'),
      () => writes.setPassword(target, 'secret'),
      () => writes.mailPasswordReset(target),
      () => writes.endSessions(target),
    ];
  };
  const creations = (writes: ReturnType<typeof scriptCrowd>['writes']) => [
    () => writes.createAccount(newAnn),
    () => writes.ensureGroup({ name: 'staff', description: '' }),
  ];

  const user = { 'GET /user': { json: wireUser('ann') } };
  const cases: readonly [string, CrowdScript, ScriptedCrowdOptions, AccountKey | null, string, number | null][] = [
    ['to a directory configured as not writable', user, { writable: false }, null, 'crowd_read_only', null],
    ['without a directory id to compare', user, { directoryId: null }, null, 'crowd_directory_unconfirmed', null],
    ['to an account of another directory', user, { directoryId: '2' }, null, 'crowd_wrong_directory', null],
    ['to another account than planned', user, {}, '1:other' as AccountKey, 'crowd_account_replaced', null],
    [
      'without a key',
      { 'GET /user': { json: wireUser('ann', { key: 'x' }) } },
      {},
      null,
      'crowd_directory_untold',
      null,
    ],
    ['when Crowd turns the application away', { 'GET /user': { status: 401 } }, {}, null, 'crowd_unauthorised', 401],
    ['when Crowd turns the address away', { 'GET /user': { status: 403 } }, {}, null, 'crowd_address_refused', 403],
  ];

  it.each(cases)('%s', async (_what, script, options, key, code, status) => {
    const { writes, written } = scriptCrowd(script, options);
    for (const write of everything(writes, key)) expect(await write()).toEqual(refused(code, status));
    expect(written()).toEqual([]);
  });

  it.each([
    ['several directories', ['1:a', '2:b'], 'crowd_several_directories'],
    ['another directory', ['2:a'], 'crowd_wrong_directory'],
  ])('new to an application mapped to %s', async (_what, keys, code) => {
    const rows = keys.map((key, index) => wireUser(`user-${index}`, { key }));
    const { writes, written } = scriptCrowd({ 'GET /search': onePage('users', rows), 'GET /user': nobody });
    for (const create of creations(writes)) expect(await create()).toEqual(refused(code));
    expect(written()).toEqual([]);
  });

  it('to any account once the application was seen to answer for several directories', async () => {
    const rows = [wireUser('a', { key: '1:a' }), wireUser('b', { key: '2:b' })];
    const { reads, writes, written } = scriptCrowd({
      ...user,
      'GET /config/cookie': { json: {} },
      'GET /search': onePage('users', rows),
    });
    await reads.identify();
    expect(await writes.deleteAccount(ann)).toEqual(refused('crowd_several_directories'));
    expect(written()).toEqual([]);
  });
});

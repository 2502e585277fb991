// What the store promises of the feeds of directories, on either engine: one token each, and how the feed stands.
import { expect, it } from 'vitest';
import { type Given, later, noon } from './given.ts';

export function describeDirectoryFeeds(given: () => Given): void {
  it('keeps the token of the last full reading for each directory, by its folded name', async () => {
    const { directoryFeeds } = given().store;
    expect(await directoryFeeds.get('LDAP')).toBeNull();
    await directoryFeeds.renew([
      { directory: 'LDAP', token: 'l-1', askedAt: noon },
      { directory: 'Crowd', token: null, askedAt: noon },
    ]);
    await directoryFeeds.renew([{ directory: 'ldap', token: 'l-2', askedAt: later(1) }]);
    expect(await directoryFeeds.get('Ldap')).toEqual({ token: 'l-2', askedAt: later(1), standing: 'sound' });
    expect(await directoryFeeds.get('Crowd')).toEqual({ token: null, askedAt: noon, standing: 'sound' });
  });

  it('tells a feed that lost its token until one was renewed, and that it was renewed until it has told something', async () => {
    const { directoryFeeds } = given().store;
    const standing = async () => (await directoryFeeds.get('LDAP'))?.standing;
    await directoryFeeds.renew([{ directory: 'LDAP', token: 'l-1', askedAt: noon }]);
    await directoryFeeds.note({ directory: 'LDAP', standing: 'lost' });
    expect(await directoryFeeds.get('LDAP')).toEqual({ token: 'l-1', askedAt: noon, standing: 'lost' });
    for (const token of ['l-2', 'l-3']) {
      await directoryFeeds.renew([{ directory: 'LDAP', token, askedAt: later(1) }]);
      expect(await standing()).toBe('renewed');
    }
    await directoryFeeds.note({ directory: 'ldap', standing: 'sound' });
    await directoryFeeds.renew([{ directory: 'LDAP', token: 'l-4', askedAt: later(2) }]);
    expect(await standing()).toBe('sound');
  });

  it('forgets a token that is not to be asked with, until the next full reading', async () => {
    const { directoryFeeds } = given().store;
    await directoryFeeds.renew([{ directory: 'LDAP', token: 'l-1', askedAt: noon }]);
    await directoryFeeds.note({ directory: 'LDAP', standing: 'renewed', dropToken: true });
    expect(await directoryFeeds.get('LDAP')).toEqual({ token: null, askedAt: noon, standing: 'renewed' });
    await directoryFeeds.renew([{ directory: 'LDAP', token: 'l-2', askedAt: later(1) }]);
    expect((await directoryFeeds.get('LDAP'))?.token).toBe('l-2');
  });
}

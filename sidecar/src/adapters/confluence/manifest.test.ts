// The manifest in both forms, what is no Confluence, and versions compared.
import { describe, expect, it } from 'vitest';
import { createFakeClient, type FakeAnswer, missingResource } from '../scripted-host.ts';
import { isAtLeast, readManifest } from './manifest.ts';

const facts = {
  id: 'a-b-c',
  typeId: 'confluence',
  version: '8.5.4',
  buildNumber: 9012,
  url: 'https://wiki.example?a&b',
};
const xml = `<?xml version="1.0"?><manifest><id>a-b-c</id><name>W</name><typeId>confluence</typeId>
  <version>8.5.4</version><buildNumber>9012</buildNumber><url>https://wiki.example?a&amp;b</url></manifest>`;

describe('reading the manifest', () => {
  it.each([
    ['JSON', JSON.stringify(facts)],
    ['XML', xml],
  ])('understands %s and asks without credentials', async (_kind, text) => {
    const http = createFakeClient(() => ({ text }));
    expect(await readManifest(http)).toEqual({
      hostId: 'a-b-c',
      product: 'confluence',
      version: '8.5.4',
      buildNumber: '9012',
      statedUrl: 'https://wiki.example?a&b',
    });
    expect(http.sent[0]?.authorisation).toBeNull();
  });

  it.each<[string, FakeAnswer]>([
    ['Jira', { text: JSON.stringify({ ...facts, typeId: 'jira' }) }],
    ['a page', { text: '<html>Welcome</html>' }],
    ['nothing at all', { text: '' }],
    ['half an answer', { text: '{"id":"a' }],
    ['a site without that resource', missingResource],
    ['a redirect to a sign-in page', { status: 302 }],
  ])('says host_not_confluence for %s', async (_what, answer) => {
    await expect(readManifest(createFakeClient(() => answer))).rejects.toMatchObject({ code: 'host_not_confluence' });
  });

  it('says host_error for a Confluence that is starting or broken', async () => {
    await expect(readManifest(createFakeClient(() => ({ status: 503 })))).rejects.toMatchObject({ code: 'host_error' });
  });
});

describe('comparing versions', () => {
  it.each([
    ['10.2.14', 10, 2, true],
    ['9.10.0', 9, 3, true],
    ['9.2.7', 9, 3, false],
    ['10.0.0-m12', 10, 2, false],
    ['nonsense', 8, 2, false],
  ] as const)('%s at least %i.%i: %s', (version, major, minor, answer) => {
    expect(isAtLeast(version, major, minor)).toBe(answer);
  });
});

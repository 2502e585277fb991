// Content by who had a part in it: sorted by its last change, whoever made it, and seen with the eyes of whoever asks.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askConfluence, askControl, encodeBasic } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';
import { listPagesOf, type Page, writePage } from '../world/content.ts';
import { findUser } from '../world/views.ts';

type Found = {
  id: string;
  title: string;
  history?: { createdBy: Person; createdDate: string; lastUpdated?: { by: Person; when: string } };
};
type Person = { type: string; username?: string; userKey?: string };

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 200 });
});
afterAll(async () => {
  expect(lab.violations).toEqual([]);
  await lab.close();
});

async function search(cql: string, more: { expand?: string; authorization?: string } = {}): Promise<Found[]> {
  const query = new URLSearchParams({ cql, ...(more.expand === undefined ? {} : { expand: more.expand }) });
  const asked = more.authorization === undefined ? {} : { authorization: more.authorization };
  const reply = await askConfluence(lab, `/rest/api/content/search?${query}`, asked);
  expect(reply.status).toBe(200);
  return (reply.json as { results: Found[] }).results;
}

/** Of the named user, or of the first of the site that fits. */
function pagesOf(username: string): Page[] {
  const user = findUser(lab.world, username);
  return user === undefined ? [] : listPagesOf(lab.world, user);
}
const somebodyWith = (fits: (pages: Page[]) => boolean): string =>
  [...lab.world.users.values()].find(({ username }) => fits(pagesOf(username)) && /^[a-z.]+$/.test(username))
    ?.username ?? '';

describe('everybody who used the site', () => {
  test('has a page of their own, last changed a day before their last use', async () => {
    const [page] = await search(`contributor = "d'angelo" and type = page order by lastmodified asc`, {
      expand: 'history.lastUpdated',
    });
    const user = findUser(lab.world, "d'angelo");
    expect(page?.history?.createdBy).toMatchObject({ type: 'known', username: "d'angelo", userKey: user?.userKey });
    expect(page?.history?.lastUpdated?.by).toMatchObject({ username: "d'angelo" });
    expect(Date.parse(page?.history?.lastUpdated?.when ?? '')).toBe((user?.lastLoginEpochMs ?? 0) - 86_400_000);
  });

  test('may have one that somebody else changed later, and it comes first', async () => {
    const username = somebodyWith((pages) => pages.some(({ title }) => title.startsWith('Plan')));
    const found = await search(`contributor = "${username}" order by lastmodified desc`, {
      expand: 'history.lastUpdated',
    });
    expect(found.map(({ title }) => title.split(' ')[0])).toEqual(['Plan', 'Minutes']);
    expect(found[0]?.history?.lastUpdated?.by).toMatchObject({ type: 'unknown', username: 'left.long.ago' });
  });

  test('may have one that nobody else sees, an administrator no more than anybody', async () => {
    const username = somebodyWith((pages) => pages.some(({ restrictedTo }) => restrictedTo !== null));
    const cql = `creator = "${username}" order by lastmodified desc`;
    const titles = async (more: { authorization?: string }) =>
      (await search(cql, more)).map(({ title }) => title.split(' ')[0]);
    expect(await titles({})).not.toContain('Diary');
    const own = encodeBasic(username, `${username}-secret`);
    const sees = findUser(lab.world, username)?.accounts[0]?.active === true;
    if (sees) expect(await titles({ authorization: own })).toContain('Diary');
  });
});

test('whoever never used the site has nothing, and who works by tokens has what the tokens wrote', async () => {
  expect(await search('contributor = "admin.never"')).toEqual([]);
  expect((await search('contributor = "build-bot"')).length).toBeGreaterThan(0);
});

test('a page that is written stands for its writer and for who changed it, and only the writer made it', async () => {
  const written = await askControl(lab, 'POST', '/content', { username: 'keep.direct', editedBy: 'keep.nested' });
  expect(written.status).toBe(201);
  const { id } = written.json as { id: string };
  for (const username of ['keep.direct', 'keep.nested']) {
    expect((await search(`contributor = "${username}" order by lastmodified desc`))[0]?.id).toBe(id);
  }
  const made = await search('creator = "keep.nested" order by lastmodified desc');
  expect(made.map((page) => page.id)).not.toContain(id);
  expect((await askControl(lab, 'POST', '/content', { username: 'nobody' })).status).toBe(404);
  await askControl(lab, 'POST', '/content', { username: 'keep.direct', restricted: true });
  expect((await search('creator = "keep.direct" order by lastmodified desc'))[0]?.id).toBe(id);
});

test('a name stands in quotes with its own quotes protected, whatever its case; a key is no name', async () => {
  const user = findUser(lab.world, "o'neill");
  expect((await search('contributor = "O\'NEILL"')).length).toBeGreaterThan(0);
  expect(await search(`contributor = "${user?.userKey}"`)).toEqual([]);
  expect(await search('contributor = "nobody at all"')).toEqual([]);
  const broken = await askConfluence(lab, '/rest/api/content/search?cql=contributor%20%3D%20%22x');
  expect(broken.status).toBe(400);
});

test('a list of names finds the pages of all of them, each once, and tells who may see and edit them where it is asked for', async () => {
  const [author, editor] = ['keep.nested', 'keep.direct'].map((name) => findUser(lab.world, name));
  if (author === undefined || editor === undefined) throw new Error('the lab lacks people');
  const editors = { userKeys: [author.userKey], groups: ['keep'] };
  const { id } = writePage(lab.world, { author, editor, editors });
  const cql = 'contributor in ("keep.direct", "keep.nested") and type = "page" order by lastmodified desc';
  const expand = 'restrictions.update.restrictions.user,restrictions.read.restrictions.group';
  const found = (await search(cql, { expand })).filter((page) => page.id === id);
  expect(found).toEqual([
    expect.objectContaining({
      restrictions: {
        update: expect.objectContaining({
          restrictions: {
            user: expect.objectContaining({ results: [expect.objectContaining({ username: 'keep.nested' })] }),
          },
        }),
        read: expect.objectContaining({ restrictions: { group: expect.objectContaining({ size: 0 }) } }),
      },
    }),
  ]);
  expect((await search(cql)).filter((page) => 'restrictions' in page)).toEqual([]);
});

test('the search for everything finds the same content, wrapped', async () => {
  const cql = encodeURIComponent('contributor = "d\'angelo" order by lastmodified desc');
  const reply = await askConfluence(lab, `/rest/api/search?cql=${cql}&limit=1&expand=content.history`);
  const { results } = reply.json as { results: Record<string, unknown>[] };
  expect(results).toEqual([
    expect.objectContaining({
      entityType: 'content',
      lastModified: expect.stringMatching(/Z$/),
      content: expect.objectContaining({ type: 'page', history: expect.objectContaining({ latest: true }) }),
    }),
  ]);
});

// The "keep me" link of a warning: opening it does nothing, its button keeps the account once, and never more often than allowed.
import type { FastifyInstance } from 'fastify';
import { afterEach, expect, it } from 'vitest';
import { buildApp } from '../../sidecar/src/app.ts';
import type { Stage } from '../../sidecar/src/domain/stage/stage.ts';
import { buildStaged, idle, type StagedScene, startStaged } from '../support/staged.ts';
import { parseStrictly } from '../support/strict-html.ts';

const publicUrl = 'https://wiki.example.com/user-management';
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(mailLanguage: 'en' | 'de' = 'en'): Promise<StagedScene & { readonly app: FastifyInstance }> {
  const scene = await startStaged({ publicUrl, mailLanguage });
  closers.push(scene.close);
  const app = buildApp({ ...scene.sidecar.context, requestsPerMinute: 10_000 });
  await app.ready();
  closers.push(() => app.close());
  return { ...scene, app };
}

const staged = (keepTimes?: number) => {
  const warn = { ask: 'helpdesk@example.com', ...(keepTimes === undefined ? {} : { keepTimes }) };
  const stages: readonly Stage[] = [
    { name: 'warning', afterDays: 0, warn },
    { name: 'licence', afterDays: 14, actions: ['takeLicence'] },
  ];
  return buildStaged({ stages });
};

/** The path of the link in the newest mail; null where it has none. */
function linkIn({ mails }: Pick<StagedScene, 'mails'>): string | null {
  const address = /https:\/\/wiki\.example\.com(\/user-management\/keep\/[^\s"]+)/.exec(mails().at(-1)?.text ?? '');
  return address?.[1] ?? null;
}

function requireLink(scene: Pick<StagedScene, 'mails'>): string {
  const link = linkIn(scene);
  if (link === null) throw new Error('the mail has no link');
  return link;
}

const look = (app: FastifyInstance, url: string) => app.inject({ method: 'GET', url });
const press = (app: FastifyInstance, url: string) =>
  app.inject({ method: 'POST', url, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: '' });

it('opening it does nothing, however often; its button keeps the account, ends the stages and is accounted for', async () => {
  const scene = await open();
  const { app, sidecar, standingOf, passDays, night, userNow } = scene;
  const { store } = sidecar.context;
  const policy = staged();
  await night(policy);
  const link = requireLink(scene);
  expect(String(scene.mails().at(-1)?.html)).toContain(link);
  for (let times = 0; times < 3; times += 1) expect((await look(app, link)).statusCode).toBe(200);
  expect(await standingOf(policy)).toMatchObject({ reached: { stage: 'warning' } });

  const done = await press(app, link);
  expect([done.statusCode, done.body]).toEqual([200, expect.stringContaining('The account stays as it is')]);
  expect(await standingOf(policy)).toBeNull();
  expect(await store.audit.list({ limit: 1, before: null })).toMatchObject([
    { event: 'user.kept', actor: 'system', about: idle, details: { policy: policy.policy } },
  ]);
  await passDays(15);
  await night(policy);
  expect((await userNow())?.groups).toContain('confluence-users');
  const snapshot = await store.snapshots.newest();
  const key = (await userNow())?.userKey ?? '';
  const person = await store.snapshots.person(snapshot?.id ?? 0, key as never);
  expect(person?.user.activity).toMatchObject({ state: 'seen', kind: 'kept', source: 'keep-me' });
});

it('works once, for whoever presses twice too', async () => {
  const scene = await open();
  await scene.night(staged());
  const link = requireLink(scene);
  const answers = await Promise.all([press(scene.app, link), press(scene.app, link)]);
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 410]);
  expect((await look(scene.app, link)).statusCode).toBe(410);
});

it('is over once the account was used, and ends by itself after its days', async () => {
  const scene = await open();
  const { app, clock, night } = scene;
  await night(staged());
  const link = requireLink(scene);
  clock.advanceMs(61 * 86_400_000);
  expect((await press(app, link)).body).toContain('This link has ended');
  const other = await open();
  const policy = staged();
  await other.night(policy);
  const standing = await other.standingOf(policy);
  await other.sidecar.context.store.stages.close([{ id: standing?.id ?? 0, because: 'activity' }], other.clock.now());
  const answer = await press(other.app, requireLink(other));
  expect([answer.statusCode, answer.body]).toEqual([410, expect.stringContaining('does nothing any more')]);
});

it('may be used as often as the policy allows, and is left out of the mail after that', async () => {
  const scene = await open();
  const { app, night, passDays } = scene;
  const policy = staged(1);
  await night(policy);
  const first = requireLink(scene);
  await press(app, first);
  await passDays(100);
  await night(policy);
  expect(scene.mails()).toHaveLength(2);
  expect(linkIn(scene)).toBeNull();
  expect((await look(app, first)).statusCode).toBe(410);
  const without = await open();
  await without.night(staged(0));
  expect(linkIn(without)).toBeNull();
});

it('lets nobody make or change one, and tells whoever tries nothing', async () => {
  const scene = await open();
  await scene.night(staged());
  const link = requireLink(scene);
  const forged = link.replace(/\.(\d+)\.(en)/, (_all, person) => `.${Number(person) + 1}.en`);
  for (const url of [forged, `${link}A`, '/user-management/keep/1.1.1.en.4000000000.AAAA']) {
    const answer = await press(scene.app, url);
    expect([answer.statusCode, answer.body]).toEqual([404, expect.stringContaining('no link of ours')]);
  }
});

it('keeps nobody who has its numbers in a store begun anew', async () => {
  const first = await open();
  await first.night(staged());
  const link = requireLink(first);
  const anew = await open();
  const policy = { ...staged(), criteria: { username: ['show.rtl'] } };
  await anew.night(policy);
  const numbers = /keep\/(1\.\d+\.\d+)\./;
  expect(numbers.exec(requireLink(anew))?.[1]).toBe(numbers.exec(link)?.[1]);
  const answer = await press(anew.app, link);
  expect([answer.statusCode, answer.body]).toEqual([404, expect.stringContaining('no link of ours')]);
  expect(await anew.standingOf(policy, 'show.rtl')).toMatchObject({ reached: { stage: 'warning' } });
});

it('opens a valid page without scripts that names nobody, in the language of the mail, and stays out of caches and frames', async () => {
  const scene = await open('de');
  await scene.night(staged());
  const { body, headers } = await look(scene.app, requireLink(scene));
  expect(parseStrictly(body).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['html', 'main', 'form', 'button']),
  );
  expect(body).toContain('<html lang="de">');
  expect(body).toContain('Konto behalten');
  expect(body).not.toMatch(new RegExp(`${idle}|<script|example\\.com`));
  expect(headers['content-security-policy']).toMatch(/^default-src 'none';style-src 'sha256-[^']+';form-action 'self'/);
  expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
});

it('asks whoever tries too often to wait', async () => {
  const scene = await open();
  const statuses: number[] = [];
  for (let times = 0; times < 31; times += 1) {
    statuses.push((await look(scene.app, '/user-management/keep/nothing')).statusCode);
  }
  expect(statuses.at(0)).toBe(404);
  expect(statuses.at(-1)).toBe(429);
});

it('is no link that works where somebody only looks at the mail beforehand', async () => {
  const scene = await open();
  await scene.night(staged());
  const preview = await scene.sidecar.context.previewMail({ kind: 'stage-warning', runId: null });
  expect(preview.text).toContain(`${publicUrl}/keep/preview`);
  expect((await look(scene.app, '/user-management/keep/preview')).statusCode).toBe(404);
});

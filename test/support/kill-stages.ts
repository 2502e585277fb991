// A staged policy over weeks, whose process is killed again and again each night, and what is wrong at the end.
import type { PolicyDefinition, PolicyId } from '../../sidecar/src/domain/policy.ts';
import type { Run } from '../../sidecar/src/domain/run.ts';
import type { StoredMail } from '../../sidecar/src/store/outbox.ts';
import type { StoredEntry } from '../../sidecar/src/store/runs.ts';
import type { Lab } from '../lab/lab.ts';
import { findRepeatedWrites, readEntries } from './agreement.ts';
import { type KillScene, killUntilOver, laterMs, withKillScene } from './kill-scene.ts';
import { advanceDaysAt, signInAt } from './lab-changes.ts';
import { readState, type StateUser } from './lab-state.ts';
import { buildPolicy, startSidecar } from './sidecar.ts';

export interface KilledStages {
  readonly kills: number;
  readonly nights: number;
  readonly users: number;
  readonly warnings: number;
  /** Sentences about everything that is not as it must be; none, if all is well. */
  readonly faults: readonly string[];
}

const dayMs = 86_400_000;
const [licenceDays, disableDays] = [14, 30];
const peopleOfPolicy = 20;
const killsEachNight = 2;
/** Whoever's warning broke off is warned again, so that the last of them come to their end later. */
const mostNights = 8;
const daysBetweenNights = 17;
/** Requests from one start to the kill, at most. */
const mostRequests = 110;

interface Scene extends KillScene {
  readonly people: readonly StateUser[];
  readonly regulars: readonly string[];
  readonly policy: PolicyDefinition;
  aheadMs: number;
}

/** Lets every night go through some deaths and then to its end, until everybody is disabled. */
export async function killStages(seed: number): Promise<KilledStages> {
  const prepare = async ({ lab, databaseFile }: { readonly lab: Lab; readonly databaseFile: string }) => {
    const everybody = [...(await readState(lab)).values()];
    const people = choosePeople(everybody);
    const policy = buildStages(people);
    await savePolicy({ lab, databaseFile, policy });
    return { people, policy, regulars: everybody.filter(isRegular).map(({ username }) => username) };
  };
  return withKillScene({ seed, users: 400, prepare }, (scene, prepared) =>
    goThroughNights({ ...scene, ...prepared, aheadMs: laterMs }),
  );
}

/** Idle, licensed, nobody special, each with an address of their own. */
function choosePeople(everybody: readonly StateUser[]): readonly StateUser[] {
  const shared = Object.groupBy(everybody, ({ email }) => email ?? '');
  const before = new Date(Date.now() - 120 * dayMs).toISOString();
  const fit = everybody.filter(
    ({ username, status, groups, email, lastLoginAt }) =>
      status === 'current' &&
      groups.includes('confluence-users') &&
      /^(?!admin)[a-z]+\.[a-z]+\d*$/.test(username) &&
      lastLoginAt !== null &&
      lastLoginAt < before &&
      email !== null &&
      shared[email]?.length === 1,
  );
  if (fit.length < peopleOfPolicy) throw new Error(`only ${fit.length} people fit`);
  return fit.slice(0, peopleOfPolicy);
}

/** Those go on using it: a Confluence that nobody uses any more looks like a broken source. */
function isRegular({ status, lastLoginAt }: StateUser): boolean {
  return status === 'current' && (lastLoginAt ?? '') > new Date(Date.now() - 30 * dayMs).toISOString();
}

function buildStages(people: readonly StateUser[]): PolicyDefinition {
  return buildPolicy({
    policy: 'staged' as PolicyId,
    criteria: {
      all: [{ inactiveDays: 90 }, { status: 'active' }, { username: people.map(({ username }) => username) }],
    },
    actions: [],
    stages: [
      { name: 'warning', afterDays: 0, warn: { ask: 'helpdesk@example.com' } },
      { name: 'licence', afterDays: licenceDays, actions: ['takeLicence'] },
      { name: 'disabled', afterDays: disableDays, actions: ['disable'] },
    ],
  });
}

async function savePolicy({
  lab,
  databaseFile,
  policy,
}: Pick<Scene, 'lab' | 'policy'> & { readonly databaseFile: string }): Promise<void> {
  const { context, close } = await startSidecar({ lab, databaseFile, smtpUrl: 'smtp://127.0.0.1:1' });
  const [by, at] = ['test', context.clock.now()];
  await context.store.settings.set('processMode', 'live', { by, at });
  await context.store.policies.save({ definition: policy, origin: { kind: 'api', by }, at });
  await context.store.policies.setMode(policy.policy, 'live', at);
  await close();
}

async function goThroughNights(scene: Scene): Promise<KilledStages> {
  const nights: Night[] = [];
  let kills = 0;
  while (nights.length < mostNights && !(await allDisabled(scene))) {
    if (nights.length > 0) await passDays(scene, daysBetweenNights);
    const runId = await requestNight(scene);
    kills += await killThroughNight(scene, { runId, whileMailing: nights.length === 0 });
    nights.push(await readNight(scene, runId));
  }
  const faults = await judge(scene, nights);
  const { people, catcher } = scene;
  return { kills, nights: nights.length, users: people.length, warnings: catcher.mails.length, faults };
}

interface Night {
  readonly run: Run | null;
  readonly entries: readonly StoredEntry[];
  readonly mails: readonly StoredMail[];
}

/** Read at once: after its retention time nobody's name is left. */
async function readNight({ store }: Scene, runId: number): Promise<Night> {
  const mails = await store.outbox.list({ runId, limit: 200 });
  return { run: await store.runs.get(runId), entries: await readEntries(store, runId), mails };
}

async function allDisabled({ lab, people }: Scene): Promise<boolean> {
  const now = await readState(lab);
  return people.every(({ username }) => now.get(username)?.status === 'deactivated');
}

/** Both clocks go on. The product is said to have been up meanwhile: otherwise no time would count for anybody. */
async function passDays(scene: Scene, days: number): Promise<void> {
  for (let half = 0; half < 2 * days; half += 1) {
    scene.aheadMs += dayMs / 2;
    await scene.store.stages.beat(nowIn(scene));
  }
  await advanceDaysAt(scene.lab, days);
  for (const username of scene.regulars) await signInAt(scene.lab, username);
}

function nowIn({ aheadMs }: Scene): string {
  return new Date(Date.now() + aheadMs).toISOString();
}

async function requestNight(scene: Scene): Promise<number> {
  const run = await scene.store.runs.request({
    policyId: scene.policy.policy,
    policyVersion: 1,
    trigger: { kind: 'by-hand', by: 'test' },
    mode: 'live',
    rehearsalReason: null,
    requestedAt: nowIn(scene),
  });
  if (run === null) throw new Error('the run of the night before is still open');
  return run.id;
}

/** In the first night the last kill strikes while warnings are being mailed. */
async function killThroughNight(
  scene: Scene,
  { runId, whileMailing }: { readonly runId: number; readonly whileMailing: boolean },
): Promise<number> {
  const begin = () => {
    scene.aheadMs += laterMs;
    return scene.begin(scene.aheadMs);
  };
  const order = { runId, kills: killsEachNight, mostRequests, lastWhileMailing: whileMailing };
  return killUntilOver(scene, { ...order, begin, timeoutMs: 120_000 });
}

async function judge({ lab, catcher, people }: Scene, nights: readonly Night[]): Promise<string[]> {
  const entries = nights.flatMap((night) => night.entries);
  const mails = nights.flatMap((night) => night.mails);
  const ids = Object.groupBy(catcher.mails, ({ messageId }) => messageId ?? '');
  const state = await readState(lab);
  return [
    ...nights.flatMap(({ run }) => (run?.ending === 'completed' ? [] : [`run ${run?.id} ended as ${run?.ending}`])),
    ...Object.entries(ids).flatMap(([id, same]) =>
      same?.length === 1 ? [] : [`mail ${id} came ${same?.length} times`],
    ),
    ...findRepeatedWrites(lab, { unanswered: 'carried-out' }),
    ...people.flatMap(({ username, email }) => {
      const own = entries.filter((entry) => entry.username === username);
      const sent = mails.filter((mail) => mail.to === email && mail.state === 'sent').map(({ sentAt }) => sentAt ?? '');
      const got = catcher.mails.some((mail) => JSON.stringify(mail.to).includes(`${email}`));
      return [
        ...(got ? [] : [`${username} was never warned`]),
        ...(state.get(username)?.status === 'deactivated' ? [] : [`${username} never came to the end`]),
        ...judgeDays(username, own, sent),
      ];
    }),
  ];
}

/** Each stage once (which group was left twice, the wire tells), the first no sooner than its days after a delivered warning, each other no sooner than after the one before. */
function judgeDays(username: string, entries: readonly StoredEntry[], delivered: readonly string[]): string[] {
  const doneAt = (kind: string) =>
    entries
      .flatMap(({ steps }) => steps)
      .filter(({ change, outcome }) => change.kind === kind && outcome?.kind === 'applied')
      .map(({ finishedAt }) => finishedAt ?? '');
  const [licence, disabled] = [doneAt('remove-from-group'), doneAt('disable')];
  const daysFrom = (from: string | undefined, to: string | undefined) =>
    from === undefined || to === undefined ? Number.NaN : (Date.parse(to) - Date.parse(from)) / dayMs;
  const warnedDays = Math.max(...delivered.map((at) => daysFrom(at, licence[0])));
  const waitedDays = daysFrom(licence[0], disabled[0]);
  return [
    ...(licence.length > 0 && disabled.length === 1
      ? []
      : [`${username} lost the licence ${licence.length} times and was disabled ${disabled.length} times`]),
    ...(warnedDays >= licenceDays ? [] : [`${username} lost the licence ${warnedDays} days after a delivered warning`]),
    ...(waitedDays >= disableDays - licenceDays ? [] : [`${username} was disabled ${waitedDays} days later`]),
  ];
}

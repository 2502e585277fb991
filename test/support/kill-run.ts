// One run of a thousand steps whose process is killed again and again at drawn points, and what is wrong afterwards.
import type { Report } from '../../sidecar/src/domain/report.ts';
import type { Lab } from '../lab/lab.ts';
import { findDisagreements, findRepeatedWrites, readEntries } from './agreement.ts';
import { type KillScene, killUntilOver, laterMs, withKillScene } from './kill-scene.ts';
import { readState, type StateUser } from './lab-state.ts';
import { findPackFaults } from './packs.ts';
import { buildPolicy, requestRun, startSidecar } from './sidecar.ts';
import { findTrailFaults } from './trail.ts';

export interface KillOrder {
  /** From it follow the points of all kills and the lab's faults. */
  readonly seed: number;
  /** At most so many; a run that ends earlier was killed less often. */
  readonly kills: number;
}

export interface KilledRun {
  readonly kills: number;
  readonly steps: number;
  /** Users of whom at least one call was begun. */
  readonly users: number;
  /** Writes that were carried out more than once, and steps with two outcomes. */
  readonly doubles: number;
  /** Users who stand in no plan, and steps without an outcome. */
  readonly lost: number;
  readonly applied: number;
  /** Calls whose fate was found out by reading. */
  readonly settled: number;
  readonly mails: number;
  /** Sentences about everything in which lab, journal, report and mails disagree; none, if all is well. */
  readonly faults: readonly string[];
}

const peopleOfRun = 500;
/** Requests from one kill to the next, in the middle: so twenty fit into what a run of this size asks of Confluence. */
const meanRequests = 105;
const recipients = ['one@example.com', 'two@example.com', 'three@example.com'];
interface Scene extends KillScene {
  readonly runId: number;
}

/** Lets one live run go through up to so many deaths, then to its end, and holds all witnesses against each other. */
export async function killRun({ seed, kills }: KillOrder): Promise<KilledRun> {
  const prepare = async ({ lab, databaseFile }: { readonly lab: Lab; readonly databaseFile: string }) => {
    const before = await readState(lab);
    const usernames = choosePeople(before);
    return { before, usernames, runId: await requestThousandSteps(lab, databaseFile, usernames) };
  };
  return withKillScene({ seed, users: 800, prepare }, async (scene, { before, usernames, runId }) => {
    // Some reads fail as well.
    scene.lab.wire.faults.add({ kind: 'status', status: 502, share: 0.005, match: { method: 'GET' } });
    let aheadMs = 0;
    const begin = () => {
      aheadMs += laterMs;
      return scene.begin(aheadMs);
    };
    const order = { runId, kills, mostRequests: 2 * meanRequests, lastWhileMailing: true, begin, timeoutMs: 240_000 };
    const killed = await killUntilOver(scene, order);
    return { kills: killed, ...(await judge({ ...scene, runId }, before, usernames)) };
  });
}

async function requestThousandSteps(lab: Lab, databaseFile: string, usernames: readonly string[]): Promise<number> {
  const { context, close } = await startSidecar({ lab, databaseFile, smtpUrl: 'smtp://127.0.0.1:1' });
  const policy = buildPolicy({
    criteria: { username: usernames },
    actions: [{ removeFromGroups: ['confluence-users'] }, 'disable'],
    report: { to: recipients },
  });
  const { id } = await requestRun(context, policy, 'live');
  await close();
  return id;
}

/** Active people in the licence group who are nobody special. */
function choosePeople(users: ReadonlyMap<string, StateUser>): string[] {
  const fit = [...users.values()].filter(
    ({ username, status, groups }) =>
      status === 'current' && groups.includes('confluence-users') && /^(?!admin)[a-z]+\.[a-z]+\d*$/.test(username),
  );
  if (fit.length < peopleOfRun) throw new Error(`only ${fit.length} people fit for a run of a thousand steps`);
  return fit.slice(0, peopleOfRun).map(({ username }) => username);
}

async function judge(
  scene: Scene,
  before: ReadonlyMap<string, StateUser>,
  usernames: readonly string[],
): Promise<Omit<KilledRun, 'kills'>> {
  const { lab, store, runId, catcher } = scene;
  const run = await store.runs.get(runId);
  const entries = await readEntries(store, runId);
  const outcomes = entries.flatMap(({ steps }) => steps.map(({ outcome }) => outcome?.kind ?? 'open'));
  const lost = usernames.filter((username) => !entries.some((entry) => entry.username === username));
  const { steps } = ((await store.runs.report(runId)) as Report).outcomes;
  const counted = Object.groupBy(outcomes, (kind) => kind);
  const journal = await judgeJournal(scene);
  const faults = [
    ...(run?.ending === 'completed' ? [] : [`the run ended as ${run?.ending ?? 'nothing'}, ${run?.failure}`]),
    ...lost.map((username) => `${username} stands in no plan`),
    ...(await findDisagreements(lab, store, runId, before, { unanswered: 'carried-out' })),
    ...Object.entries(counted)
      .filter(([kind, found]) => steps[kind as keyof typeof steps] !== found?.length)
      .map(([kind, found]) => `the report does not say ${found?.length} steps ${kind}`),
    ...journal.faults,
    ...(await judgeMails(scene)),
    ...(await findTrailFaults(store, runId)),
    ...(await findPackFaults(store)),
  ];
  const applied = counted.applied?.length ?? 0;
  const repeated = findRepeatedWrites(lab, { unanswered: 'carried-out' });
  return {
    steps: outcomes.length,
    users: entries.filter((entry) => entry.steps.some(({ attempts }) => attempts > 0)).length,
    doubles: repeated.length + journal.twice,
    lost: lost.length + (counted.open?.length ?? 0),
    applied,
    settled: journal.settled,
    mails: catcher.mails.length,
    faults,
  };
}

/** One outcome for each step, and no applied step without a row that was there before the call. */
async function judgeJournal({ store, runId }: Scene): Promise<{ settled: number; twice: number; faults: string[] }> {
  const faults: string[] = [];
  const begun = new Set<number>();
  const ended = new Set<number>();
  let settled = 0;
  let twice = 0;
  for (let after = 0; ; ) {
    const rows = await store.journal.rows({ runId, after, limit: 1_000 });
    for (const { stepId, kind, content } of rows) {
      if (kind === 'attempting') begun.add(stepId);
      if (kind !== 'outcome' && kind !== 'settled') continue;
      if (ended.has(stepId)) {
        twice += 1;
        faults.push(`step ${stepId} has two outcomes`);
      }
      ended.add(stepId);
      if (kind === 'settled') settled += 1;
      const applied = typeof content === 'object' && content?.kind === 'applied';
      if (applied && !begun.has(stepId)) faults.push(`step ${stepId} was applied and never begun`);
    }
    const last = rows.at(-1);
    if (last === undefined) return { settled, twice, faults };
    after = last.id;
  }
}

/** Every recipient got the report once; one whose process died while handing it over at most once. */
async function judgeMails({ store, runId, catcher }: Scene): Promise<string[]> {
  const mails = await store.outbox.list({ runId, limit: 10 });
  return recipients.flatMap((to) => {
    const got = catcher.mails.filter((mail) => JSON.stringify(mail.to).includes(to)).length;
    const mail = mails.find((one) => one.to === to);
    const mayBeMissing = mail?.state === 'dead' && mail.failure === 'mail_interrupted';
    const well = mayBeMissing ? got <= 1 : mail?.state === 'sent' && got === 1;
    return well ? [] : [`${to} got ${got} reports, and the outbox says ${mail?.state} ${mail?.failure}`];
  });
}

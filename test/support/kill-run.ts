// One run of a thousand steps whose process is killed again and again at drawn points, and what is wrong afterwards.
import { waitFor } from '../../scripts/demo/api.ts';
import { catchMails, type MailCatcher } from '../../scripts/demo/mail-catcher.ts';
import type { Report } from '../../sidecar/src/domain/report.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import type { Store } from '../../sidecar/src/store/store.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { createRandom, type Random } from '../lab/world/random.ts';
import { findDisagreements, findRepeatedWrites, readEntries } from './agreement.ts';
import { breakWires, isBusy } from './broken-wires.ts';
import { readState, type StateUser } from './lab-state.ts';
import { endProcesses, type Process, type SidecarProcess, startSidecarProcess } from './process.ts';
import { buildPolicy, requestRun, startSidecar } from './sidecar.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';
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
/** Longer than the lease of a run and of a mail: each process begins so much later than the one before it. */
const laterMs = 6 * 60_000;

interface Scene {
  readonly lab: Lab;
  readonly store: Store;
  readonly catcher: MailCatcher;
  readonly random: Random;
  readonly runId: number;
  readonly begin: () => Promise<SidecarProcess>;
}

/** Lets one live run go through up to so many deaths, then to its end, and holds all witnesses against each other. */
export async function killRun({ seed, kills }: KillOrder): Promise<KilledRun> {
  const lab = await startLab({ users: 800, seed, checkAnswers: false });
  const folder = await makeTemporaryFolder();
  const catcher = await catchMails(`${folder.path}/mails`, { onMail: () => new Promise((go) => setTimeout(go, 20)) });
  const databaseFile = `${folder.path}/store.db`;
  const started: Process[] = [];
  try {
    const before = await readState(lab);
    const usernames = choosePeople(before);
    const runId = await requestThousandSteps(lab, databaseFile, usernames);
    breakWires(lab);
    // Some reads fail as well.
    lab.wire.faults.add({ kind: 'status', status: 502, share: 0.005, match: { method: 'GET' } });
    const store = await openStore({ kind: 'sqlite', file: databaseFile });
    const more = { UM_SMTP_URL: catcher.url, UM_MAIL_FROM: 'um@example.com', UM_LOG_LEVEL: 'info' };
    const begin = () => {
      const aheadMs = (started.length + 1) * laterMs;
      return startSidecarProcess({ lab, databaseFile, aheadMs, more }, started);
    };
    try {
      const scene = { lab, store, catcher, random: createRandom(seed), runId, begin };
      const killed = await killAgainAndAgain(scene, kills);
      return { kills: killed, ...(await judge(scene, before, usernames)) };
    } finally {
      await store.close();
    }
  } finally {
    await endProcesses(started);
    await catcher.close();
    await lab.close();
    await folder.remove();
  }
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

/** The last kill strikes while the report is being mailed, each other one after a drawn number of requests. */
async function killAgainAndAgain(scene: Scene, kills: number): Promise<number> {
  for (let killed = 0; ; killed += 1) {
    const child = await scene.begin();
    const struck = killed < kills && (await waitForPoint(scene, killed === kills - 1));
    if (!struck) {
      await waitFor('the end of the run and its mails', async () => ((await isOver(scene)) ? true : null), 240_000);
      child.kill('SIGTERM');
      await child.ended;
      return killed;
    }
    child.kill('SIGKILL');
    await child.ended;
    await waitFor('the lab to become quiet', async () => (isBusy(scene.lab) ? null : true));
  }
}

/** False when the run and its mails were over before the point came. */
async function waitForPoint(scene: Scene, atMail: boolean): Promise<boolean> {
  const { lab, catcher, random } = scene;
  const [requestsBefore, mailsBefore] = [lab.wire.log.list().length, catcher.mails.length];
  const after = random.below(2 * meanRequests);
  const pauseMs = random.below(40);
  let looked = 0;
  for (;;) {
    const requests = lab.wire.log.list().length - requestsBefore;
    if (atMail ? catcher.mails.length > mailsBefore : requests >= after) break;
    looked += 1;
    if (looked % 100 === 0 && (await isOver(scene))) return false;
    await pause(1);
  }
  if (atMail) await pause(pauseMs);
  return true;
}

async function isOver({ store, runId }: Scene): Promise<boolean> {
  if ((await store.runs.get(runId))?.state !== 'finished') return false;
  return (await store.outbox.list({ runId, limit: 10 })).every(({ state }) => state === 'sent' || state === 'dead');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
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

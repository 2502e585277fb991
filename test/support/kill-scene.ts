// A lab, a store and a mail catcher around a product whose process is killed at drawn points, until its run is over.
import { waitFor } from '../../scripts/demo/api.ts';
import { catchMails, type MailCatcher } from '../../scripts/demo/mail-catcher.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import type { Store } from '../../sidecar/src/store/store.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { createRandom, type Random } from '../lab/world/random.ts';
import { breakWires, isBusy } from './broken-wires.ts';
import { endProcesses, type Process, type SidecarProcess, startSidecarProcess } from './process.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** Longer than the lease of a run and of a mail: each process begins so much later than the one before it. */
export const laterMs = 6 * 60_000;

export interface KillScene {
  readonly lab: Lab;
  readonly store: Store;
  readonly catcher: MailCatcher;
  readonly random: Random;
  /** Starts the product with its clock so far ahead. */
  readonly begin: (aheadMs: number) => Promise<SidecarProcess>;
}

export interface SceneOrder<Prepared> {
  readonly seed: number;
  readonly users: number;
  /** While the wires are whole: what the product is to do. */
  readonly prepare: (place: { readonly lab: Lab; readonly databaseFile: string }) => Promise<Prepared>;
}

/** Sets the scene, plays it over wires that break, and takes everything down again. */
export async function withKillScene<Prepared, Result>(
  { seed, users, prepare }: SceneOrder<Prepared>,
  play: (scene: KillScene, prepared: Prepared) => Promise<Result>,
): Promise<Result> {
  const lab = await startLab({ users, seed, checkAnswers: false });
  const folder = await makeTemporaryFolder();
  const catcher = await catchMails(`${folder.path}/mails`, { onMail: () => pause(20) });
  const databaseFile = `${folder.path}/store.db`;
  const started: Process[] = [];
  try {
    const prepared = await prepare({ lab, databaseFile });
    breakWires(lab);
    const store = await openStore({ kind: 'sqlite', file: databaseFile });
    const more = { UM_SMTP_URL: catcher.url, UM_MAIL_FROM: 'um@example.com', UM_LOG_LEVEL: 'info' };
    const begin = (aheadMs: number) => startSidecarProcess({ lab, databaseFile, aheadMs, more }, started);
    try {
      return await play({ lab, store, catcher, random: createRandom(seed), begin }, prepared);
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

export interface KillsOrder {
  readonly runId: number;
  /** At most so many; a run that ends earlier is killed less often. */
  readonly kills: number;
  /** Requests from one start to the kill, at most. */
  readonly mostRequests: number;
  /** Whether the last kill strikes while mails go out. */
  readonly lastWhileMailing: boolean;
  readonly begin: () => Promise<SidecarProcess>;
  /** How long the last process may take to its end. */
  readonly timeoutMs: number;
}

/** Kills again and again, each time after a drawn number of requests, then lets the run come to its end. Tells how often. */
export async function killUntilOver(scene: KillScene, order: KillsOrder): Promise<number> {
  const { runId, kills, begin, lastWhileMailing, timeoutMs } = order;
  for (let killed = 0; ; killed += 1) {
    const child = await begin();
    const struck = killed < kills && (await waitForPoint(scene, order, lastWhileMailing && killed === kills - 1));
    if (!struck) {
      const over = async () => ((await isOver(scene, runId)) ? true : null);
      await waitFor('the end of the run and its mails', over, timeoutMs);
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
async function waitForPoint(scene: KillScene, order: KillsOrder, atMail: boolean): Promise<boolean> {
  const { lab, catcher, random } = scene;
  const [requestsBefore, mailsBefore] = [lab.wire.log.list().length, catcher.mails.length];
  const after = random.below(order.mostRequests);
  const pauseMs = random.below(40);
  for (let looked = 1; ; looked += 1) {
    const requests = lab.wire.log.list().length - requestsBefore;
    if (atMail ? catcher.mails.length > mailsBefore : requests >= after) break;
    if (looked % 100 === 0 && (await isOver(scene, order.runId))) return false;
    await pause(1);
  }
  if (atMail) await pause(pauseMs);
  return true;
}

async function isOver({ store }: Pick<KillScene, 'store'>, runId: number): Promise<boolean> {
  if ((await store.runs.get(runId))?.state !== 'finished') return false;
  return (await store.outbox.list({ runId, limit: 200 })).every(({ state }) => state === 'sent' || state === 'dead');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

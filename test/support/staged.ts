// A lab, a mail server and a sidecar with a staged policy, under one clock that is moved by hand a day at a time.
import { catchMails, type MailCatcher } from '../../scripts/demo/mail-catcher.ts';
import type { PolicyDefinition, PolicyId } from '../../sidecar/src/domain/policy.ts';
import type { Run } from '../../sidecar/src/domain/run.ts';
import type { Stage, Standing } from '../../sidecar/src/domain/stage/stage.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { createMovableClock, type MovableClock } from './clock.ts';
import { advanceDaysAt, signInAt } from './lab-changes.ts';
import { readState, type StateUser } from './lab-state.ts';
import { findEntry } from './runs.ts';
import { buildPolicy, runPolicy, type Sidecar, type SidecarOptions, startSidecar } from './sidecar.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** Warns at once, takes the licence after two weeks, disables after a month, deletes after two. */
const fourStages: readonly Stage[] = [
  { name: 'warning', afterDays: 0, warn: { ask: 'helpdesk@example.com' } },
  { name: 'licence', afterDays: 14, actions: ['takeLicence'] },
  { name: 'disabled', afterDays: 30, actions: ['disable'] },
  { name: 'deleted', afterDays: 60, actions: ['delete'] },
];

/** An idle, licensed user of the lab with an address. */
export const idle = 'two.licences.idle';

export function buildStaged(parts: Partial<PolicyDefinition> = {}): PolicyDefinition {
  return buildPolicy({
    policy: 'staged' as PolicyId,
    criteria: { all: [{ inactiveDays: 90 }, { status: 'active' }, { username: [idle] }] },
    actions: [],
    stages: fourStages,
    ...parts,
  });
}

export interface StagedScene {
  readonly lab: Lab;
  readonly clock: MovableClock;
  readonly sidecar: Sidecar;
  readonly mails: () => MailCatcher['mails'];
  /** Both clocks go on by so many days; the product gives a sign of life and sends mail on each of them. */
  readonly passDays: (days: number) => Promise<void>;
  /** Both clocks go on while the product is off. */
  readonly sleepDays: (days: number) => Promise<void>;
  readonly deliver: () => Promise<void>;
  readonly night: (policy: PolicyDefinition, mode?: 'test' | 'live') => Promise<Run>;
  readonly userNow: (username?: string) => Promise<StateUser | undefined>;
  readonly standingOf: (policy: PolicyDefinition, username?: string) => Promise<Standing | null>;
  readonly stopMail: () => Promise<void>;
  readonly startMail: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function startStaged({
  licenceSeats,
  ...more
}: Pick<SidecarOptions, 'publicUrl' | 'mailLanguage' | 'mailLanguageField'> & {
  readonly licenceSeats?: number;
} = {}): Promise<StagedScene> {
  const folder = await makeTemporaryFolder();
  const caught: MailCatcher['mails'][number][] = [];
  let catcher: MailCatcher | null = await catchMails(folder.path, { onMail: (mail) => void caught.push(mail) });
  const { url } = catcher;
  const lab = await startLab({
    users: 60,
    checkAnswers: false,
    ...(licenceSeats === undefined ? {} : { licenceSeats }),
  });
  const clock = createMovableClock('2026-03-01T09:00:00.000Z');
  await fetch(`${lab.controlUrl}/clock`, { method: 'POST', body: JSON.stringify({ now: clock.now() }) });
  const sidecar = await startSidecar({ lab, clock, smtpUrl: url, ...more });
  const { context } = sidecar;
  const people = [...(await readState(lab)).values()];
  // Those who have used it lately go on doing so: a Confluence that nobody uses any more looks like a broken source.
  const since = new Date(Date.parse(clock.now()) - 30 * 86_400_000).toISOString();
  const regulars = people.filter((user) => user.status === 'current' && (user.lastLoginAt ?? '') > since);
  const keys = new Map(people.map((user) => [user.username, user.userKey]));
  const deliver = async () => {
    context.deliverer.wake();
    await context.deliverer.settled();
  };
  const sleepDays = async (days: number) => {
    clock.advanceMs(days * 86_400_000);
    await advanceDaysAt(lab, days);
  };
  await context.scheduler.look();
  return {
    lab,
    clock,
    sidecar,
    deliver,
    sleepDays,
    mails: () => caught,
    passDays: async (days) => {
      // A whole day without a sign of life would count as a silence.
      for (let half = 0; half < 2 * days; half += 1) {
        await sleepDays(0.5);
        await context.scheduler.look();
        await deliver();
      }
      await Promise.all(regulars.map(({ username }) => signInAt(lab, username)));
    },
    night: async (policy, mode = 'live') => {
      const run = await runPolicy(sidecar, policy, mode);
      await deliver();
      return run;
    },
    userNow: async (username = idle) => (await readState(lab)).get(username),
    standingOf: async (policy, username = idle) => {
      const open = await context.store.stages.page({ policyId: policy.policy, after: 0, limit: 100 });
      return open.find((one) => one.userKey === keys.get(username))?.standing ?? null;
    },
    stopMail: async () => {
      await catcher?.close();
      catcher = null;
    },
    startMail: async () => {
      const port = Number(new URL(url).port);
      catcher ??= await catchMails(folder.path, { port, onMail: (mail) => void caught.push(mail) });
    },
    close: async () => {
      await sidecar.close();
      await catcher?.close();
      await lab.close();
      await folder.remove();
    },
  };
}

/** What the run's plan says of the user: the stage that is due, or what is waited for. */
export async function decisionIn({ sidecar }: StagedScene, runId: number, username = idle) {
  return (await findEntry(sidecar.context, runId, username))?.before.stage?.decision;
}

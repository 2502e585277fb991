// Sends what waits in the outbox, with back-off. What a mail server says never changes what a run did.

import type { Clock } from '../clock.ts';
import { waitForPace } from '../domain/pace.ts';
import type { Log } from '../log.ts';
import { codeOfMailFault } from '../mail/mail-fault.ts';
import { MailAnswerLost, type Mailer } from '../mail/mailer.ts';
import type { ReportMail } from '../mail/render.ts';
import type { MailToRender } from '../mail/render-mail.ts';
import type { StoredMail } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { copyReport } from './copy-report.ts';
import { gatherMail } from './gather-mail.ts';

export interface DeliverInput {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Null where no mail server is configured: mails are laid aside and say so. */
  readonly mailer: Mailer | null;
  /** At most so many go to the server within any minute; null for as many as there are. */
  readonly mailsPerMinute: number | null;
  /** Folder for copies of reports; null where there is none. */
  readonly reportsDir: string | null;
  readonly render: (mail: MailToRender) => Promise<ReportMail>;
}

export interface Deliverer {
  /** Looks for due mails now; returns at once. */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
  readonly settled: () => Promise<void>;
}

const leaseMs = 5 * 60_000;
/** Waits between attempts; a mail that fails after the last one is laid aside. */
const backOffMinutes: readonly number[] = [1, 5, 15, 60, 180, 360, 720, 1440];

/** Builds the deliverer: one mail at a time. */
export function createDeliverer(input: DeliverInput): Deliverer {
  let working: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  const throttle = openThrottle(input);
  const wake = (): void => {
    again = true;
    if (working !== null || stopped) return;
    working = (async () => {
      while (again && !stopped) {
        again = false;
        await deliverDue(input, { throttle, isStopped: () => stopped });
      }
    })()
      .catch((error: unknown) => input.log.error({ err: error }, 'delivery broke off'))
      .finally(() => {
        working = null;
      });
  };
  const settled = async (): Promise<void> => {
    while (working !== null) await working;
  };
  return {
    wake,
    settled,
    stop: () => {
      stopped = true;
      return settled();
    },
  };
}

/** What must wait for the next minute is found by the next look. */
async function deliverDue(
  input: DeliverInput,
  { throttle, isStopped }: { readonly throttle: Throttle; readonly isStopped: () => boolean },
): Promise<void> {
  const { store, clock } = input;
  while (!isStopped() && throttle.mayGo()) {
    const now = clock.now();
    const mail = await store.outbox.claimDue({ now, leaseUntil: minutesLater(now, leaseMs / 60_000) });
    if (mail === null) return;
    throttle.note();
    await deliver(input, mail);
  }
}

interface Throttle {
  readonly mayGo: () => boolean;
  /** A mail is on its way to the server. */
  readonly note: () => void;
}

/** Kept in memory: a process that begins anew begins a minute of its own. */
function openThrottle({ mailsPerMinute: perMinute, clock }: Pick<DeliverInput, 'mailsPerMinute' | 'clock'>): Throttle {
  if (perMinute === null) return { mayGo: () => true, note: () => undefined };
  const begun: string[] = [];
  return {
    mayGo: () => waitForPace({ begun, perMinute, now: clock.now() }) === 0,
    note: () => {
      begun.push(clock.now());
      if (begun.length > perMinute) begun.shift();
    },
  };
}

async function deliver(input: DeliverInput, mail: StoredMail): Promise<void> {
  const { store, clock, log, mailer, render, reportsDir } = input;
  const copies = mail.kind === 'report-copy';
  if (copies && reportsDir === null) {
    return store.outbox.failed(mail.id, { failure: 'copies_off', nextAttemptAt: null });
  }
  if (!copies && mailer === null) return store.outbox.failed(mail.id, { failure: 'mail_off', nextAttemptAt: null });
  try {
    const ground = await gatherMail(store, mail);
    if (ground === null) throw new Error(`there is nothing to tell by mail ${mail.id}`);
    const content = await render(ground);
    if (reportsDir !== null && mail.kind === 'report-copy') {
      await copyReport(reportsDir, { runId: mail.runId, mail: content });
      return await store.outbox.sent(mail.id, clock.now());
    }
    await store.outbox.handOver(mail.id, clock.now());
    await mailer?.send({ ...content, to: mail.to, reference: referenceOf(mail) });
    await store.outbox.sent(mail.id, clock.now());
    log.info({ kind: mail.kind, mailId: mail.id }, 'mail sent');
  } catch (error) {
    const minutes = error instanceof MailAnswerLost ? undefined : backOffMinutes[mail.attempts - 1];
    const nextAttemptAt = minutes === undefined ? null : minutesLater(clock.now(), minutes);
    const failure = copies ? 'copy_failed' : mailFailureOf(error);
    await store.outbox.failed(mail.id, { failure, nextAttemptAt });
    log.warn({ err: error, kind: mail.kind, mailId: mail.id, nextAttemptAt }, 'mail not sent');
  }
}

/** The same at each attempt. */
function referenceOf(mail: StoredMail): string {
  if (mail.kind === 'digest') return `digest-${mail.digestId}-mail-${mail.id}`;
  return mail.kind === 'licence-alert' ? `seats-mail-${mail.id}` : `run-${mail.runId}-mail-${mail.id}`;
}

/** A code of the catalogue; the server's own words stay in the log. */
export function mailFailureOf(error: unknown): string {
  if (error instanceof MailAnswerLost) return error.code;
  return `smtp_${codeOfMailFault(error)?.toLowerCase() ?? 'failed'}`;
}

function minutesLater(at: string, minutes: number): string {
  return new Date(Date.parse(at) + minutes * 60_000).toISOString();
}

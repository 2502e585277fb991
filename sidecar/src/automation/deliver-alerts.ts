// Sends the mails of crossed lines, each once, with the back-off of every mail.
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { MailAnswerLost, type Mailer } from '../mail/mailer.ts';
import type { ReportMail } from '../mail/render.ts';
import type { SeatAlert } from '../mail/seat-alert.ts';
import type { AlertMail } from '../store/licence-alerts.ts';
import type { Store } from '../store/store.ts';
import { backOffMinutes, mailFailureOf } from './deliver.ts';

export interface AlertDelivery {
  readonly store: Pick<Store, 'licenceAlerts'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Null where no mail server is configured: mails are laid aside and say so. */
  readonly mailer: Mailer | null;
  readonly render: (alert: SeatAlert) => ReportMail;
}

export interface AlertDeliverer {
  /** Looks for due mails now; returns at once. */
  readonly wake: () => void;
  /** Resolves when nothing is on its way any more; for tests and for the end. */
  readonly settled: () => Promise<void>;
}

const leaseMinutes = 5;

export function createAlertDeliverer(input: AlertDelivery): AlertDeliverer {
  let working: Promise<void> | null = null;
  return {
    wake: () => {
      working ??= deliverDue(input)
        .catch((error: unknown) => input.log.error({ err: error }, 'delivery of alerts broke off'))
        .finally(() => {
          working = null;
        });
    },
    settled: async () => {
      while (working !== null) await working;
    },
  };
}

async function deliverDue(input: AlertDelivery): Promise<void> {
  const { store, clock } = input;
  for (;;) {
    const now = clock.now();
    const mail = await store.licenceAlerts.claimMail({ now, leaseUntil: minutesLater(now, leaseMinutes) });
    if (mail === null) return;
    await deliver(input, mail);
  }
}

async function deliver({ store, clock, log, mailer, render }: AlertDelivery, mail: AlertMail): Promise<void> {
  const note = store.licenceAlerts.noteMail;
  if (mailer === null) return note(mail.id, { failure: 'mail_off', nextAttemptAt: null });
  try {
    const content = render(mail.alert);
    await note(mail.id, { handedOverAt: clock.now() });
    await mailer.send({ ...content, to: mail.to, reference: `seats-mail-${mail.id}` });
    await note(mail.id, { sentAt: clock.now(), failure: null, nextAttemptAt: null });
    log.info({ mailId: mail.id }, 'mail about seats sent');
  } catch (error) {
    const minutes = error instanceof MailAnswerLost ? undefined : backOffMinutes[mail.attempts - 1];
    const nextAttemptAt = minutes === undefined ? null : minutesLater(clock.now(), minutes);
    await note(mail.id, { failure: mailFailureOf(error), nextAttemptAt, handedOverAt: null });
    log.warn({ err: error, mailId: mail.id, nextAttemptAt }, 'mail about seats not sent');
  }
}

function minutesLater(at: string, minutes: number): string {
  return new Date(Date.parse(at) + minutes * 60_000).toISOString();
}

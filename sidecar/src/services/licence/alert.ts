// The lines drawn for the licence, and which of them are crossed.
import type { AlertRule } from '../../domain/licence/alert.ts';
import { ProductError } from '../../errors.ts';
import type { LicenceAlert } from '../../store/licence-alerts.ts';
import type { Actor, ServiceContext } from '../service-context.ts';

export interface AlertState {
  readonly rule: AlertRule | null;
  readonly raised: readonly LicenceAlert[];
  /** Codes of why mails about them were laid aside. */
  readonly mailFailures: readonly string[];
}

export async function describeAlert({ store }: Pick<ServiceContext, 'store'>): Promise<AlertState> {
  const { licenceAlert: rule } = await store.settings.all();
  const { raised, failedMails } = store.licenceAlerts;
  return { rule, raised: await raised(), mailFailures: await failedMails() };
}

/** Draws the lines, or takes them away; they count from the next reading on. Throws `licence_alert_wrong` for none at all. */
export async function setAlert(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  rule: AlertRule | null,
  actor: Actor,
): Promise<void> {
  if (rule !== null && rule.percent === null && rule.seats === null) throw new ProductError('licence_alert_wrong');
  await store.settings.set('licenceAlert', rule, { by: actor.username, at: clock.now() });
}

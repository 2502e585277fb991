// What people decide about mails that were laid aside: try once more, or let go; each with its line in the audit trail.
import type { MailSubject } from '../../domain/mail.ts';
import type { Instant } from '../../domain/user.ts';
import { appendAudit } from '../audit/append.ts';
import { droppedMail, type MailDecision, type MailDecisionAnswer, mayHaveArrived } from '../outbox.ts';
import type { Rows } from '../tables.ts';
import { readMailRow } from './mail-rows.ts';

export async function retryDeadMail(
  rows: Rows,
  { evenIfItArrived, ...asked }: MailDecision & { readonly evenIfItArrived: boolean },
): Promise<MailDecisionAnswer> {
  const found = await findDead(rows, asked.mailId);
  if (!('mail' in found)) return found;
  const { mail } = found;
  if (mail.to.startsWith('erased-')) return { kind: 'recipient-erased' };
  if (mayHaveArrived.includes(mail.failure ?? '') && !evenIfItArrived) return { kind: 'may-have-arrived' };
  if (mail.kind === 'stage-warning' && !(await isStillOwed(rows, mail))) return { kind: 'out-of-date' };
  return change(rows, asked, {
    event: 'mail.retried',
    to: { state: 'waiting', attempts: 0, next_attempt_at: asked.at, lease_until: null, handed_over_at: null },
  });
}

export async function dropDeadMail(rows: Rows, asked: MailDecision): Promise<MailDecisionAnswer> {
  const found = await findDead(rows, asked.mailId);
  if (!('mail' in found)) return found;
  return change(rows, asked, { event: 'mail.dropped', to: { failure: droppedMail } });
}

async function findDead(rows: Rows, mailId: number): Promise<MailDecisionAnswer> {
  const row = await rows.selectFrom('mails').selectAll().where('id', '=', mailId).executeTakeFirst();
  if (row === undefined) return { kind: 'not-found' };
  if (row.state !== 'dead' || row.failure === droppedMail) return { kind: 'not-dead' };
  return { kind: 'done', mail: readMailRow(row) };
}

/** A warning of a place where the user no longer stands would say what is not so. */
async function isStillOwed(
  rows: Rows,
  { runId, to }: { readonly runId: number; readonly to: string },
): Promise<boolean> {
  const owed = await rows
    .selectFrom('stage_standings')
    .select('id')
    .where('warn_run', '=', runId)
    .where('warn_to', '=', to)
    .where('warned_at', 'is', null)
    .where('closed_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return owed !== undefined;
}

interface MailChange {
  readonly event: string;
  readonly to: {
    readonly state?: 'waiting';
    readonly attempts?: number;
    readonly next_attempt_at?: Instant;
    readonly lease_until?: null;
    readonly handed_over_at?: null;
    readonly failure?: string;
  };
}

async function change(
  rows: Rows,
  { mailId, at, by, byToken }: MailDecision,
  { event, to }: MailChange,
): Promise<MailDecisionAnswer> {
  const row = await rows
    .updateTable('mails')
    .set(to)
    .where('id', '=', mailId)
    .where('state', '=', 'dead')
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return { kind: 'not-dead' };
  const mail = readMailRow(row);
  const actor = { username: by, token: byToken };
  await appendAudit(rows, { at, actor, event, details: { mail: mailId, ...wordSubject(mail) } });
  return { kind: 'done', mail };
}

function wordSubject(mail: MailSubject): Readonly<Record<string, number>> {
  if (mail.kind === 'digest') return { digest: mail.digestId };
  return mail.kind === 'licence-alert' ? { alert: mail.alertId } : { run: mail.runId };
}

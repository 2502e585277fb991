// The outbox for people: what became of each mail, and the decision about those that were laid aside.
import type { UserKey } from '../domain/user.ts';
import { ProductError } from '../errors.ts';
import type { Digest } from '../store/digests.ts';
import { droppedMail, type MailDecisionAnswer, mayHaveArrived, type StoredMail } from '../store/outbox.ts';
import type { Actor, ServiceContext } from './service-context.ts';

type Kept = Pick<ServiceContext, 'store' | 'clock' | 'wake'>;

export interface ListedMail
  extends Pick<StoredMail, 'id' | 'kind' | 'to' | 'attempts' | 'nextAttemptAt' | 'sentAt' | 'failure'> {
  /** Null where it belongs to no run. */
  readonly runId: number | null;
  /** The policy and week a digest tells of; null for other mails. */
  readonly digest: Pick<Digest, 'policyId' | 'week'> | null;
  readonly state: StoredMail['state'] | 'dropped';
  /** Whether the recipient's server has it: `maybe` where its answer was lost. */
  readonly arrived: 'yes' | 'no' | 'maybe';
}

export interface MailSearch {
  readonly state?: StoredMail['state'] | undefined;
  readonly run?: number | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** A page, newest first, and how many mails there are in each state. */
export async function listMails({ store }: Pick<Kept, 'store'>, { state, run, before, limit }: MailSearch) {
  const query = {
    limit,
    ...(state === undefined ? {} : { state }),
    ...(run === undefined ? {} : { runId: run }),
    ...(before === undefined ? {} : { before }),
  };
  const [items, counts] = await Promise.all([store.outbox.list(query), store.outbox.counts()]);
  return { items: await Promise.all(items.map((mail) => tell(store, mail))), counts };
}

/** Sends a mail again that was laid aside; one that may have arrived only where its sender says so. */
export async function retryMail(
  { store, clock, wake }: Kept,
  { id, mayArriveTwice, actor }: { readonly id: number; readonly mayArriveTwice: boolean; readonly actor: Actor },
): Promise<ListedMail> {
  const asked = {
    mailId: id,
    at: clock.now(),
    by: actor.username,
    byToken: actor.token,
    evenIfItArrived: mayArriveTwice,
  };
  const mail = demandDone(await store.outbox.retry(asked));
  wake.mails();
  return tell(store, mail);
}

export async function dropMail(
  { store, clock }: Pick<Kept, 'store' | 'clock'>,
  { id, actor }: { readonly id: number; readonly actor: Actor },
): Promise<ListedMail> {
  const asked = { mailId: id, at: clock.now(), by: actor.username, byToken: actor.token };
  return tell(store, demandDone(await store.outbox.drop(asked)));
}

export interface TestedMail {
  readonly to: string;
  /** A code of the catalogue; null where the mail server took it. */
  readonly failure: string | null;
}

/** Sends one mail to the address of whoever asks, as the newest snapshot has it. Throws `own_address_unknown`. */
export async function testMail(
  { store, clock, sendTestMail }: Pick<ServiceContext, 'store' | 'clock' | 'sendTestMail'>,
  actor: Actor,
): Promise<TestedMail> {
  const snapshot = await store.snapshots.newest();
  const person = snapshot === null ? null : await store.snapshots.person(snapshot.id, actor.userKey as UserKey);
  const to = person?.user.email ?? null;
  if (to === null) throw new ProductError('own_address_unknown');
  const failure = await sendTestMail(to);
  const details = { result: failure ?? 'taken' };
  await store.audit.append({ at: clock.now(), actor, event: 'mail.tested', details });
  return { to, failure };
}

const refusals = {
  'not-found': 'mail_not_found',
  'not-dead': 'mail_not_dead',
  'recipient-erased': 'mail_recipient_erased',
  'may-have-arrived': 'mail_may_have_arrived',
  'out-of-date': 'mail_out_of_date',
} as const;

function demandDone(answer: MailDecisionAnswer): StoredMail {
  if (answer.kind !== 'done') throw new ProductError(refusals[answer.kind]);
  return answer.mail;
}

async function tell({ digests }: Pick<Kept['store'], 'digests'>, mail: StoredMail): Promise<ListedMail> {
  const { id, kind, to, attempts, nextAttemptAt, sentAt, state, failure } = mail;
  const digest = mail.kind === 'digest' ? await digests.get(mail.digestId) : null;
  const maybe = state === 'dead' && mayHaveArrived.includes(failure ?? '');
  return {
    id,
    kind,
    to,
    attempts,
    nextAttemptAt,
    sentAt,
    failure,
    runId: 'runId' in mail ? mail.runId : null,
    digest: digest === null ? null : { policyId: digest.policyId, week: digest.week },
    state: state === 'dead' && failure === droppedMail ? 'dropped' : state,
    arrived: state === 'sent' ? 'yes' : maybe ? 'maybe' : 'no',
  };
}

// Links in mails that were used, together with what using them does here.
import type { LinkPurpose } from '../domain/personal-link.ts';
import type { PolicyId } from '../domain/policy.ts';
import type { Instant, UserKey, Username } from '../domain/user.ts';
import { appendAudit } from './audit/append.ts';
import type { Database } from './database.ts';
import type { Rows } from './tables.ts';

/** A user of a run, as a link names them. */
export interface LinkedPerson {
  readonly runId: number;
  readonly personId: number;
  readonly policyId: PolicyId;
  readonly userKey: UserKey;
  readonly username: Username;
}

export interface KeepInput extends LinkedPerson {
  readonly at: Instant;
  /** At most so many of this policy and user since that instant. */
  readonly times: number;
  readonly since: Instant;
}

export type KeepAnswer = 'kept' | 'used' | 'too-often' | 'over';

export interface PersonalLinkRecords {
  readonly isUsed: (purpose: LinkPurpose, link: Pick<LinkedPerson, 'runId' | 'personId'>) => Promise<boolean>;
  /** How often a user has used links of a policy since an instant. */
  readonly countSince: (query: {
    purpose: LinkPurpose;
    policyId: PolicyId;
    userKey: UserKey;
    since: Instant;
  }) => Promise<number>;
  /** Whether the user still stands at the warning that run sent, so that there is something to be kept from. */
  readonly isWarned: (person: Pick<LinkedPerson, 'runId' | 'policyId' | 'userKey'>) => Promise<boolean>;
  /** Keeps that the user wants to stay: ends their stages of this policy, in one transaction with its line in the audit trail. */
  readonly keep: (input: KeepInput) => Promise<KeepAnswer>;
  /**
   * Notes that a user asked for what a run took, with a line in the audit trail for each run that was to give it back: one
   * may have given nothing back. The latest time stands.
   */
  readonly noteGivenBack: (input: LinkedPerson & { readonly at: Instant; readonly undoneBy: number }) => Promise<void>;
  /** When each user last used a link of either kind, in batches: both say that the account is wanted. */
  readonly lastKept: () => AsyncIterable<readonly { readonly userKey: UserKey; readonly at: Instant }[]>;
}

const batchRows = 500;

export function keepPersonalLinks({ writes, reads }: Database): PersonalLinkRecords {
  return {
    isUsed: (purpose, link) => isUsed(reads, purpose, link),
    countSince: (query) => countSince(reads, query),
    isWarned: async (person) => (await findWarned(reads, person)) !== null,
    keep: (input) => writes.transaction().execute((transaction) => keep(transaction, input)),
    noteGivenBack: (input) => writes.transaction().execute((transaction) => noteGivenBack(transaction, input)),
    lastKept: async function* () {
      for (let after = '' as UserKey; ; ) {
        const rows = await reads
          .selectFrom('used_links')
          .select(({ fn }) => ['user_key', fn.max('at').as('at')])
          .where('user_key', '>', after)
          .groupBy('user_key')
          .orderBy('user_key')
          .limit(batchRows)
          .execute();
        if (rows.length > 0) yield rows.map(({ user_key: userKey, at }) => ({ userKey, at }));
        const last = rows.at(-1);
        if (last === undefined || rows.length < batchRows) return;
        after = last.user_key;
      }
    },
  };
}

async function isUsed(
  rows: Rows,
  purpose: LinkPurpose,
  { runId, personId }: Pick<LinkedPerson, 'runId' | 'personId'>,
): Promise<boolean> {
  const found = await rows
    .selectFrom('used_links')
    .select('at')
    .where('purpose', '=', purpose)
    .where('run_id', '=', runId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return found !== undefined;
}

async function countSince(
  rows: Rows,
  { purpose, policyId, userKey, since }: { purpose: LinkPurpose; policyId: PolicyId; userKey: UserKey; since: Instant },
): Promise<number> {
  const { used } = await rows
    .selectFrom('used_links')
    .select(({ fn }) => fn.countAll<number | string>().as('used'))
    .where('purpose', '=', purpose)
    .where('user_key', '=', userKey)
    .where('policy_id', '=', policyId)
    .where('at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(used);
}

async function findWarned(
  rows: Rows,
  { runId, policyId, userKey }: Pick<LinkedPerson, 'runId' | 'policyId' | 'userKey'>,
): Promise<number | null> {
  const standing = await rows
    .selectFrom('stage_standings')
    .select('id')
    .where('policy_id', '=', policyId)
    .where('user_key', '=', userKey)
    .where('warn_run', '=', runId)
    .where('reached_warned', '=', 1)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return standing?.id ?? null;
}

/** Two clicks at once: the slower one finds the link used, wherever the other one overtakes it. */
async function keep(rows: Rows, input: KeepInput): Promise<KeepAnswer> {
  const { runId, personId, policyId, userKey, username, at, times, since } = input;
  if (await isUsed(rows, 'keep', input)) return 'used';
  const standing = await findWarned(rows, input);
  // The other click may have come between two questions: what it did is seen as a whole, so that asking again tells.
  const orUsed = async (answer: KeepAnswer) => ((await isUsed(rows, 'keep', input)) ? 'used' : answer);
  if (standing === null) return orUsed('over');
  if ((await countSince(rows, { purpose: 'keep', policyId, userKey, since })) >= times) return orUsed('too-often');
  const ended = await rows
    .updateTable('stage_standings')
    .set({ closed_at: at, closed_because: 'kept' })
    .where('id', '=', standing)
    .where('closed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (ended === undefined) return 'used';
  await rows
    .insertInto('used_links')
    .values({ purpose: 'keep', run_id: runId, person_id: personId, policy_id: policyId, user_key: userKey, at })
    .execute();
  const details = { policy: policyId, run: runId, person: personId };
  await appendAudit(rows, { at, actor: 'system', event: 'user.kept', details, about: { username, userKey } });
  return 'kept';
}

async function noteGivenBack(
  rows: Rows,
  { runId, personId, policyId, userKey, username, at, undoneBy }: LinkedPerson & { at: Instant; undoneBy: number },
): Promise<void> {
  await rows
    .insertInto('used_links')
    .values({ purpose: 'give-back', run_id: runId, person_id: personId, policy_id: policyId, user_key: userKey, at })
    .onConflict((conflict) => conflict.columns(['purpose', 'run_id', 'person_id']).doUpdateSet({ at }))
    .execute();
  const details = { policy: policyId, run: runId, person: personId, undo: undoneBy };
  await appendAudit(rows, { at, actor: 'system', event: 'user.took-back', details, about: { username, userKey } });
}

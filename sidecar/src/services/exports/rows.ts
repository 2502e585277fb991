// What an export holds, row by row: the columns of each kind, stable by name and order, and how a record becomes a row.
import type { Activity } from '../../domain/activity.ts';
import type { Seat } from '../../domain/licence/seat.ts';
import type { Outcome, Run } from '../../domain/run.ts';
import type { UserWithGroups } from '../../domain/user.ts';
import type { StoredAuditEntry } from '../../store/audit.ts';
import type { StoredEntry, StoredPlan } from '../../store/runs.ts';

export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

/** What became of one change: in exports of steps as in the outcomes of an evidence pack. */
export const changeColumns = [
  'change',
  'group',
  'directory',
  'outcome',
  'outcome_detail',
  'verified',
  'finished_at',
] as const;

/** New columns are added at the end; none is renamed or taken away. */
export const columnsOf = {
  users: [
    'user_key',
    'username',
    'display_name',
    'email',
    'status',
    'directory',
    'groups',
    'activity',
    'last_active_at',
    'last_active_kind',
    'last_active_source',
    'seat',
    'created_at',
    'first_seen_at',
    'groups_complete',
  ],
  runs: [
    'run',
    'policy',
    'policy_version',
    'trigger',
    'started_by',
    'of_run',
    'mode',
    'rehearsal_reason',
    'state',
    'ending',
    'failure',
    'requested_at',
    'started_at',
    'finished_at',
  ],
  plans: [
    'run',
    'snapshot',
    'digest',
    'made_at',
    'users_read',
    'matched',
    'unknown',
    'planned',
    'already',
    'refused',
    'unsupported',
    'held_by',
  ],
  steps: ['run', 'step', 'user_key', 'username', 'display_name', 'fate', ...changeColumns],
  audit: ['number', 'at', 'actor', 'about', 'event', 'details', 'digest', 'by_token'],
} as const;

export type ExportKind = keyof typeof columnsOf;

type RowOf<Kind extends ExportKind> = Readonly<Record<(typeof columnsOf)[Kind][number], Cell>>;

/** What is known of a user besides. */
export interface UserKnowledge {
  readonly seat: Seat | null;
  /** Whether the members of every group were read. */
  readonly groupsComplete: boolean;
}

export function rowOfUser(
  { user, memberships, accounts }: UserWithGroups,
  { seat, groupsComplete }: UserKnowledge,
): RowOf<'users'> {
  const effective = accounts.kind === 'untold' ? undefined : accounts.accounts.find((one) => one.effective);
  return {
    user_key: user.userKey,
    username: user.username,
    display_name: user.displayName,
    email: user.email,
    status: user.status,
    directory: effective?.directory ?? null,
    groups: memberships.map(({ group }) => group).join('; '),
    activity: user.activity.state,
    ...lastActive(user.activity),
    seat: seat?.seat ?? null,
    created_at: user.createdAt,
    first_seen_at: user.firstSeenAt,
    groups_complete: groupsComplete,
  };
}

function lastActive(activity: Activity) {
  if (activity.state !== 'seen') return { last_active_at: null, last_active_kind: null, last_active_source: null };
  return { last_active_at: activity.at, last_active_kind: activity.kind, last_active_source: activity.source };
}

export function rowOfRun(run: Run): RowOf<'runs'> {
  const { trigger } = run;
  return {
    run: run.id,
    policy: run.policyId,
    policy_version: run.policyVersion,
    trigger: trigger.kind,
    started_by: 'by' in trigger ? trigger.by : null,
    of_run: 'of' in trigger ? trigger.of : null,
    mode: run.mode,
    rehearsal_reason: run.rehearsalReason,
    state: run.state,
    ending: run.ending,
    failure: run.failure,
    requested_at: run.requestedAt,
    started_at: run.startedAt,
    finished_at: run.finishedAt,
  };
}

export function rowOfPlan({ runId, snapshotId, digest, madeAt, summary, refusals }: StoredPlan): RowOf<'plans'> {
  const { usersRead, matched, unknown, planned, already, refused, unsupported } = summary;
  return {
    run: runId,
    snapshot: snapshotId,
    digest,
    made_at: madeAt,
    users_read: usersRead,
    matched,
    unknown,
    planned,
    already,
    refused,
    unsupported,
    held_by: refusals.map(({ guard }) => guard).join('; '),
  };
}

/** A row a step; whoever is left alone as a whole has none. */
export function rowsOfEntry(runId: number, entry: StoredEntry): RowOf<'steps'>[] {
  return entry.steps.map((step) => ({
    run: runId,
    step: step.id,
    user_key: entry.userKey,
    username: entry.username,
    display_name: entry.displayName,
    fate: entry.fate,
    ...cellsOfChange(step),
  }));
}

type Changed = Pick<StoredEntry['steps'][number], 'change' | 'outcome' | 'verification' | 'finishedAt'>;

/** A change that was never come to is `open`. */
export function cellsOfChange({ change, outcome, verification, finishedAt }: Changed) {
  return {
    change: change.kind,
    group: 'group' in change ? change.group : null,
    directory: 'directory' in change ? change.directory : null,
    outcome: outcome?.kind ?? 'open',
    outcome_detail: detailOf(outcome),
    verified: verification,
    finished_at: finishedAt,
  } satisfies Readonly<Record<(typeof changeColumns)[number], Cell>>;
}

/** The code behind an outcome: why it was skipped, which guard refused, what failed. */
function detailOf(outcome: Outcome | null): string | null {
  if (outcome === null) return null;
  if ('reason' in outcome) return outcome.reason;
  if ('guard' in outcome) return outcome.guard;
  return 'code' in outcome ? outcome.code : null;
}

export function rowOfAudit(entry: StoredAuditEntry): RowOf<'audit'> {
  const { id, at, actor, about, event, details, digest, byToken } = entry;
  return { number: id, at, actor, about, event, details: JSON.stringify(details), digest, by_token: byToken };
}

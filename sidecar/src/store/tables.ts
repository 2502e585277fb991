// The tables as Kysely sees them. Text and integers only, so that SQLite and PostgreSQL hold the same values.
import type { Generated, Kysely } from 'kysely';
import type { Change } from '../domain/action.ts';
import type { Trace } from '../domain/criteria/matches.ts';
import type { BeforeImage } from '../domain/plan/before-image.ts';
import type { PlanNote } from '../domain/plan/intent.ts';
import type { Disposition, PlanSummary } from '../domain/plan/plan.ts';
import type { Mode, PolicyId } from '../domain/policy.ts';
import type { ReboundReason } from '../domain/rebound.ts';
import type {
  Outcome,
  OutcomeKind,
  RehearsalReason,
  RunEnding,
  RunState,
  TriggerKind,
  Verification,
} from '../domain/run.ts';
import type { Instant, UserKey, Username } from '../domain/user.ts';
import type { JournalKind } from './journal/notes.ts';
import type { JsonText } from './json-text.ts';
import type { StoredEntry, StoredPlan } from './runs.ts';
import type { ApiTokenTable } from './tables/api-tokens.ts';
import type {
  AuditCheckpointTable,
  AuditCutTable,
  AuditEntryTable,
  AuditFeedTable,
  AuditHeadTable,
  AuditKeyTable,
  AuditPersonTable,
  AuditStepPersonTable,
} from './tables/audit.ts';
import type { BeaconDayTable } from './tables/beacon.ts';
import type { DirectoryFeedTable } from './tables/directory-feeds.ts';
import type { EventClaimTable, EventLookTable } from './tables/events.ts';
import type { EvidenceMemoryRowTable, EvidenceMemoryTable } from './tables/evidence-memory.ts';
import type { ExemptionTable } from './tables/exemptions.ts';
import type { HandOverPersonTable, HandOverTable } from './tables/hand-overs.ts';
import type { RunHostRecordTable } from './tables/host-records.ts';
import type { LicenceAlertTable } from './tables/licence-alerts.ts';
import type { LicenceDayTable } from './tables/licence-days.ts';
import type { RunCreatedTable, RunMissingTable, RunNewcomerTable, SimulationMissingTable } from './tables/newcomers.ts';
import type { DigestRunTable, DigestTable, MailTable, UsedLinkTable } from './tables/outbox.ts';
import type { PersonalViewTable } from './tables/personal-views.ts';
import type { PolicyTable, PolicyVersionTable, TickTable } from './tables/policies.ts';
import type { CleanUpTable, RunErasureTable } from './tables/retention.ts';
import type { PolicyAuthorTable, RunSecondPersonTable } from './tables/second-persons.ts';
import type { SessionTable } from './tables/sessions.ts';
import type { SettingTable } from './tables/settings.ts';
import type {
  SimulationEntryTable,
  SimulationPersonTable,
  SimulationSetSeatTable,
  SimulationSetTable,
  SimulationTable,
} from './tables/simulations.ts';
import type {
  SnapshotAccountTable,
  SnapshotDirectoryFaultTable,
  SnapshotDirectoryTable,
  SnapshotEvidenceTable,
  SnapshotGroupTable,
  SnapshotLicenceTable,
  SnapshotMembershipTable,
  SnapshotOnlyLoginTable,
  SnapshotTable,
  SnapshotUserTable,
} from './tables/snapshots.ts';
import type { ReadingSpanTable, StageStandingTable, UpSpanTable } from './tables/stages.ts';
import type { FieldTable, FieldValueTable, UserListRowTable, UserListTable } from './tables/told.ts';
import type { RunUnknownTable, RunUnknownTraceTable } from './tables/unknowns.ts';
import type { RunWaveTable } from './tables/waves.ts';
import type { WebhookDeliveryTable } from './tables/webhooks.ts';

/** Since when each user has been seen, over all snapshots; `first_seen_at` never moves. */
export interface UserObservationTable {
  user_key: UserKey;
  first_seen_at: Instant;
  first_seen_disabled_at: Instant | null;
}

/** People who acted, in one erasable place; every other table refers to them by id. */
export interface ActorTable {
  id: Generated<number>;
  username: string;
}

export interface RunTable {
  id: Generated<number>;
  policy_id: PolicyId;
  policy_version: number;
  trigger_kind: TriggerKind;
  trigger_tick: string | null;
  trigger_actor: number | null;
  /** The run that is approved or taken back. */
  trigger_run: number | null;
  trigger_people: JsonText<readonly number[]> | null;
  mode: Mode;
  rehearsal_reason: RehearsalReason | null;
  state: RunState;
  ending: RunEnding | null;
  failure: string | null;
  snapshot_id: number | null;
  cancel_actor: number | null;
  pause_actor: number | null;
  requested_at: Instant;
  started_at: Instant | null;
  finished_at: Instant | null;
  lease_holder: string | null;
  lease_until: Instant | null;
}

export interface PlanTable {
  run_id: number;
  snapshot_id: number;
  digest: string;
  made_at: Instant;
  summary: JsonText<PlanSummary>;
  unknown_by_reason: JsonText<StoredPlan['unknownByReason']>;
  refusals: JsonText<StoredPlan['refusals']>;
}

/** One user's place in a plan, without a name: the salted hash is what the digest covers. */
export interface RunEntryTable {
  id: Generated<number>;
  run_id: number;
  position: number;
  fate: StoredEntry['fate'];
  person_hash: string;
  notes: JsonText<readonly PlanNote[]>;
}

/** The personal side of an entry, erasable. */
export interface RunPersonTable {
  entry_id: number;
  run_id: number;
  user_key: UserKey;
  username: Username;
  display_name: string;
  before_image: JsonText<BeforeImage>;
  trace: JsonText<Trace>;
  salt: string;
}

export interface RunStepTable {
  id: Generated<number>;
  run_id: number;
  entry_id: number;
  position: number;
  change: JsonText<Change>;
  disposition: JsonText<Disposition>;
  outcome: JsonText<Outcome> | null;
  /** Kind of the outcome; null while the step is open. */
  outcome_kind: OutcomeKind | null;
  verification: Verification | null;
  finished_at: Instant | null;
}

/** What was decided about a held plan. */
export interface RunDecisionTable {
  run_id: number;
  decision: 'approved' | 'rejected';
  actor: number;
  at: Instant;
  reason: string | null;
  next_run: number | null;
}

/** A step whose change came undone, as the first snapshot showed it. */
export interface ReboundTable {
  step_id: number;
  run_id: number;
  snapshot_id: number;
  at: Instant;
  reason: ReboundReason;
}

export interface RunReportTable {
  run_id: number;
  report: JsonText<unknown>;
}

/** Insert-only: triggers refuse every change. */
export interface JournalTable {
  id: Generated<number>;
  run_id: number;
  step_id: number;
  at: Instant;
  kind: JournalKind;
  content: JsonText<Outcome | Verification> | null;
}

export interface Tables {
  sessions: SessionTable;
  personal_views: PersonalViewTable;
  api_tokens: ApiTokenTable;
  fields: FieldTable;
  field_values: FieldValueTable;
  user_lists: UserListTable;
  user_list_rows: UserListRowTable;
  snapshots: SnapshotTable;
  snapshot_users: SnapshotUserTable;
  snapshot_evidence: SnapshotEvidenceTable;
  snapshot_groups: SnapshotGroupTable;
  snapshot_directories: SnapshotDirectoryTable;
  snapshot_accounts: SnapshotAccountTable;
  snapshot_directory_faults: SnapshotDirectoryFaultTable;
  snapshot_memberships: SnapshotMembershipTable;
  snapshot_licences: SnapshotLicenceTable;
  snapshot_only_logins: SnapshotOnlyLoginTable;
  licence_days: LicenceDayTable;
  licence_alerts: LicenceAlertTable;
  user_observations: UserObservationTable;
  evidence_memory: EvidenceMemoryTable;
  evidence_memory_rows: EvidenceMemoryRowTable;
  beacon_days: BeaconDayTable;
  directory_feeds: DirectoryFeedTable;
  actors: ActorTable;
  policies: PolicyTable;
  policy_versions: PolicyVersionTable;
  policy_authors: PolicyAuthorTable;
  ticks: TickTable;
  runs: RunTable;
  plans: PlanTable;
  run_entries: RunEntryTable;
  run_people: RunPersonTable;
  run_newcomers: RunNewcomerTable;
  run_created: RunCreatedTable;
  run_missing: RunMissingTable;
  simulation_missing: SimulationMissingTable;
  run_steps: RunStepTable;
  run_unknown_traces: RunUnknownTraceTable;
  run_unknowns: RunUnknownTable;
  run_erasures: RunErasureTable;
  clean_ups: CleanUpTable;
  run_decisions: RunDecisionTable;
  run_second_persons: RunSecondPersonTable;
  run_waves: RunWaveTable;
  rebounds: ReboundTable;
  run_reports: RunReportTable;
  run_host_records: RunHostRecordTable;
  hand_overs: HandOverTable;
  hand_over_people: HandOverPersonTable;
  journal: JournalTable;
  digests: DigestTable;
  digest_runs: DigestRunTable;
  mails: MailTable;
  used_links: UsedLinkTable;
  event_looks: EventLookTable;
  event_claims: EventClaimTable;
  simulation_sets: SimulationSetTable;
  simulation_set_seats: SimulationSetSeatTable;
  simulations: SimulationTable;
  simulation_entries: SimulationEntryTable;
  simulation_people: SimulationPersonTable;
  stage_standings: StageStandingTable;
  up_spans: UpSpanTable;
  reading_spans: ReadingSpanTable;
  settings: SettingTable;
  audit_entries: AuditEntryTable;
  audit_head: AuditHeadTable;
  audit_people: AuditPersonTable;
  audit_step_people: AuditStepPersonTable;
  audit_checkpoints: AuditCheckpointTable;
  audit_cuts: AuditCutTable;
  audit_keys: AuditKeyTable;
  audit_feeds: AuditFeedTable;
  exemptions: ExemptionTable;
  webhook_deliveries: WebhookDeliveryTable;
}

/** A connection or a transaction on it. */
export type Rows = Kysely<Tables>;

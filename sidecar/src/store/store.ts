// The store as the rest of the product sees it: one record keeper a subject, opened and closed together.
import type { ApiTokenRecords } from './api-tokens.ts';
import type { AuditRecords } from './audit.ts';
import type { AuditFeedRecords } from './audit-feeds.ts';
import type { BeaconRecords } from './beacon.ts';
import type { DigestRecords } from './digests.ts';
import type { DirectoryFeedRecords } from './directory-feeds.ts';
import type { ErasureRecords } from './erasure.ts';
import type { EventRecords } from './events.ts';
import type { EvidenceRecords } from './evidence.ts';
import type { ExemptionRecords } from './exemptions.ts';
import type { FieldRecords } from './fields.ts';
import type { HandOverRecords } from './hand-overs.ts';
import type { HostRecordRecords } from './host-records.ts';
import type { JournalRecords } from './journal.ts';
import type { LicenceAlertRecords } from './licence-alerts.ts';
import type { LicenceDayRecords } from './licence-days.ts';
import type { OutboxRecords } from './outbox.ts';
import type { PersonalLinkRecords } from './personal-links.ts';
import type { PersonalViewRecords } from './personal-views.ts';
import type { PolicyRecords } from './policies.ts';
import type { ProofRecords } from './proof.ts';
import type { ReboundRecords } from './rebounds.ts';
import type { RetentionRecords } from './retention.ts';
import type { ReturnRecords } from './returns.ts';
import type { RunRecords } from './runs.ts';
import type { SessionRecords } from './sessions.ts';
import type { SettingRecords } from './settings.ts';
import type { SimulationRecords } from './simulations.ts';
import type { SnapshotRecords } from './snapshots.ts';
import type { StageRecords } from './stages.ts';
import type { UserListRecords } from './user-lists.ts';
import type { WaveRecords } from './waves.ts';
import type { WebhookRecords } from './webhooks.ts';

export interface Store {
  /**
   * Hands a store whose keepers all write in one transaction, which is over when the act is: throwing takes everything
   * back. For short acts and their line in the audit trail; the outer store must not be written to meanwhile, it waits.
   */
  readonly together: <Result>(act: (store: Store) => Promise<Result>) => Promise<Result>;
  readonly snapshots: SnapshotRecords;
  readonly licenceDays: LicenceDayRecords;
  readonly licenceAlerts: LicenceAlertRecords;
  readonly evidence: EvidenceRecords;
  readonly beacon: BeaconRecords;
  readonly directoryFeeds: DirectoryFeedRecords;
  readonly fields: FieldRecords;
  readonly userLists: UserListRecords;
  readonly policies: PolicyRecords;
  readonly events: EventRecords;
  readonly runs: RunRecords;
  readonly waves: WaveRecords;
  readonly handOvers: HandOverRecords;
  readonly simulations: SimulationRecords;
  readonly stages: StageRecords;
  readonly rebounds: ReboundRecords;
  readonly returns: ReturnRecords;
  readonly retention: RetentionRecords;
  readonly erasure: ErasureRecords;
  readonly proof: ProofRecords;
  readonly journal: JournalRecords;
  readonly digests: DigestRecords;
  readonly hostRecords: HostRecordRecords;
  readonly outbox: OutboxRecords;
  readonly links: PersonalLinkRecords;
  readonly sessions: SessionRecords;
  readonly personalViews: PersonalViewRecords;
  readonly apiTokens: ApiTokenRecords;
  readonly settings: SettingRecords;
  readonly audit: AuditRecords;
  readonly auditFeeds: AuditFeedRecords;
  readonly exemptions: ExemptionRecords;
  readonly webhooks: WebhookRecords;
  /** Asks the database something trivial; throws when it does not answer. */
  readonly ping: () => Promise<void>;
  readonly close: () => Promise<void>;
}

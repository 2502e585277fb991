// Settings that live in the store: the process mode, the emergency stop, and the Confluence this product is bound to.
import { randomBytes } from 'node:crypto';
import type { AlertRule } from '../domain/licence/alert.ts';
import type { LicenceTerms } from '../domain/licence/tiers.ts';
import type { QuietTimes } from '../domain/schedule/quiet.ts';
import type { Instant } from '../domain/user.ts';
import { appendAudit } from './audit/append.ts';
import type { AuditEntry } from './audit.ts';
import type { Database } from './database.ts';
import { readJson, writeJson } from './json-text.ts';
import type { Rows } from './tables.ts';

/** In `observe` the process only reads and rehearses. */
export type ProcessMode = 'observe' | 'live';

/** The Confluence this product was set up with. */
export interface HostBinding {
  readonly hostId: string;
  readonly statedUrl: string;
  /** The address configured when it was bound. */
  readonly configuredUrl: string;
  readonly boundAt: Instant;
  readonly confirmedBy: string | null;
}

export interface Settings {
  readonly processMode: ProcessMode;
  /** Holds everything while set. */
  readonly emergencyStop: EmergencyStop | null;
  readonly hostBinding: HostBinding | null;
  /** Where nested groups cannot be read: whether an administrator declared that there are none. */
  readonly nestedGroups: 'read' | 'declared-none';
  /** Within a week all policies together change at most this share of the users, in per cent; small numbers pass. */
  readonly rollingPercent: number;
  /** All policies together act on at most this many users within any minute; null where nothing limits them. */
  readonly maxPerMinute: number | null;
  /** At most this many users are created by one run without an approval; a request may ask for less, never for more. */
  readonly maxNewcomers: number;
  /** How long what names people is kept after its run has ended, and how old a snapshot may grow; in days. */
  readonly retention: { readonly beforeImageDays: number; readonly snapshotDays: number };
  /** When live runs wait; null where nothing is quiet. */
  readonly quietTimes: QuietTimes | null;
  /** Tiers, prices and renewal as an administrator entered them; null where nobody has. */
  readonly licenceTerms: LicenceTerms | null;
  /** From where on somebody wants to be told of seats; null where nobody does. */
  readonly licenceAlert: AlertRule | null;
  /** Who may approve held plans, and for how long. */
  readonly approval: { readonly twoPersons: boolean; readonly days: number };
  /** When a second person was last made unnecessary; null where that never was. Plans made before keep the rule. */
  readonly approvalLoosenedAt: Instant | null;
  /** Random text of this installation, made once; salts of people are derived with it. */
  readonly installationSalt: string;
}

/** Who pulled it, and when. */
export interface EmergencyStop {
  readonly by: string;
  readonly at: Instant;
}

interface ChangeAudit {
  readonly by: string;
  readonly at: Instant;
  /** The token for the API that acted in their name. */
  readonly byToken?: number | undefined;
}

export interface SettingRecords {
  readonly all: () => Promise<Settings>;
  /** Writes one setting; every change leaves an audit entry in the same transaction. */
  readonly set: <Key extends Exclude<SettableKey, 'approval'>>(
    key: Key,
    value: Settings[Key],
    audit: ChangeAudit,
  ) => Promise<void>;
  /** The same for the approval of plans; that a second person is needed no more is noted with its time. */
  readonly setApproval: (approval: Settings['approval'], audit: { by: string; at: Instant }) => Promise<void>;
  /**
   * The same for the emergency stop, where `mayReplace` says so of how it stands at that very moment; what it throws is
   * thrown. False where nothing was changed.
   */
  readonly replaceEmergencyStop: (
    stop: EmergencyStop | null,
    mayReplace: (present: EmergencyStop | null) => boolean,
    audit: ChangeAudit,
  ) => Promise<boolean>;
  /** Binds the host if nothing is bound yet; returns the binding that holds afterwards. */
  readonly bindHostOnce: (binding: HostBinding) => Promise<HostBinding>;
}

type SettableKey = Exclude<keyof Settings, 'installationSalt' | 'approvalLoosenedAt'>;

const defaults: Omit<Settings, 'installationSalt'> = {
  processMode: 'observe',
  emergencyStop: null,
  hostBinding: null,
  nestedGroups: 'read',
  rollingPercent: 10,
  maxPerMinute: null,
  maxNewcomers: 50,
  retention: { beforeImageDays: 90, snapshotDays: 30 },
  quietTimes: null,
  licenceTerms: null,
  licenceAlert: null,
  approval: { twoPersons: false, days: 7 },
  approvalLoosenedAt: null,
};

/** What the audit trail keeps of a change: codes, never names. */
const auditDetails: { readonly [Key in SettableKey]: (value: Settings[Key]) => AuditEntry['details'] } = {
  processMode: (value) => ({ value }),
  emergencyStop: (value) => ({ value: value === null ? 'off' : 'on' }),
  hostBinding: (value) => ({ value: value?.hostId ?? null, confirmed: value !== null && value.confirmedBy !== null }),
  nestedGroups: (value) => ({ value }),
  rollingPercent: (value) => ({ value }),
  maxPerMinute: (value) => ({ value }),
  maxNewcomers: (value) => ({ value }),
  retention: ({ beforeImageDays, snapshotDays }) => ({ beforeImageDays, snapshotDays }),
  quietTimes: (value) => ({ weekly: value?.weekly.length ?? 0, freezes: value?.freezes.length ?? 0 }),
  licenceTerms: (value) => ({ tiers: value?.tiers.length ?? 0, renewal: value?.renewal ?? null }),
  licenceAlert: (value) => ({ percent: value?.percent ?? null, seats: value?.seats ?? null }),
  approval: ({ twoPersons, days }) => ({ value: twoPersons ? 'two-persons' : 'one-person', days }),
};

const auditEvents: Readonly<Record<SettableKey, string>> = {
  processMode: 'settings.process-mode-changed',
  emergencyStop: 'settings.emergency-stop-changed',
  hostBinding: 'settings.host-binding-changed',
  nestedGroups: 'settings.nested-groups-changed',
  rollingPercent: 'settings.rolling-percent-changed',
  maxPerMinute: 'settings.max-per-minute-changed',
  maxNewcomers: 'settings.max-newcomers-changed',
  retention: 'settings.retention-changed',
  quietTimes: 'settings.quiet-times-changed',
  licenceTerms: 'settings.licence-terms-changed',
  licenceAlert: 'settings.licence-alert-changed',
  approval: 'settings.approval-changed',
};

export function keepSettings({ writes, reads }: Database): SettingRecords {
  return {
    all: () => readSettings(reads),
    set: (key, value, audit) => writes.transaction().execute((transaction) => change(transaction, key, value, audit)),
    setApproval: (approval, audit) =>
      writes.transaction().execute(async (transaction) => {
        const loosened = !approval.twoPersons && (await takeSetting(transaction, 'approval'))?.twoPersons === true;
        if (loosened) await writeSetting(transaction, 'approvalLoosenedAt', audit.at);
        await change(transaction, 'approval', approval, audit);
      }),
    replaceEmergencyStop: (stop, mayReplace, audit) =>
      writes.transaction().execute(async (transaction) => {
        // A row that is not there yet could not be held.
        const none = { key: 'emergencyStop', value: writeJson(null) };
        await transaction
          .insertInto('settings')
          .values(none)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        if (!mayReplace((await takeSetting(transaction, 'emergencyStop')) ?? null)) return false;
        await change(transaction, 'emergencyStop', stop, audit);
        return true;
      }),
    bindHostOnce: (binding) => writes.transaction().execute((transaction) => bindHostOnce(transaction, binding)),
  };
}

/** Makes the installation's salt if there is none yet; two that try keep the first one's. */
export async function makeInstallationSalt({ writes }: Database): Promise<void> {
  await writes
    .insertInto('settings')
    .values({ key: 'installationSalt', value: writeJson(randomBytes(32).toString('hex')) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** All settings; what is not stored has its default. */
export async function readSettings(rows: Rows): Promise<Settings> {
  const found = await rows.selectFrom('settings').selectAll().execute();
  const stored = Object.fromEntries(found.map((row) => [row.key, readJson(row.value)]));
  return { ...defaults, ...(stored as Partial<Settings> & Pick<Settings, 'installationSalt'>) };
}

async function change<Key extends SettableKey>(
  rows: Rows,
  key: Key,
  value: Settings[Key],
  { by, at, byToken }: ChangeAudit,
): Promise<void> {
  await writeSetting(rows, key, value);
  const actor = { username: by, token: byToken };
  await appendAudit(rows, { at, actor, event: auditEvents[key], details: auditDetails[key](value) });
}

/** The update changes nothing: on PostgreSQL it waits for whoever holds the row, and then tells what they wrote. */
async function takeSetting<Key extends SettableKey>(rows: Rows, key: Key): Promise<Settings[Key] | undefined> {
  const stored = await rows
    .updateTable('settings')
    .set(({ ref }) => ({ value: ref('value') }))
    .where('key', '=', key)
    .returning('value')
    .executeTakeFirst();
  return stored === undefined ? undefined : (readJson(stored.value) as Settings[Key]);
}

async function writeSetting(
  rows: Rows,
  key: Exclude<keyof Settings, 'installationSalt'>,
  value: unknown,
): Promise<void> {
  await rows
    .insertInto('settings')
    .values({ key, value: writeJson(value) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(({ ref }) => ({ value: ref('excluded.value') })))
    .execute();
}

async function bindHostOnce(rows: Rows, binding: HostBinding): Promise<HostBinding> {
  const bound = await rows
    .insertInto('settings')
    .values({ key: 'hostBinding', value: writeJson(binding) })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet(({ ref }) => ({ value: ref('excluded.value') }))
        .where('settings.value', '=', writeJson(null)),
    )
    .returning('key')
    .executeTakeFirst();
  if (bound !== undefined) {
    const details = auditDetails.hostBinding(binding);
    await appendAudit(rows, { at: binding.boundAt, actor: 'system', event: 'settings.host-bound', details });
    return binding;
  }
  const { hostBinding } = await readSettings(rows);
  return hostBinding ?? binding;
}

// How the audit trail stands: its end, what was last checked and signed, and the key whoever checks it needs.
import { type AuditFaultCode, sentenceOfFault } from '../../audit/fault.ts';
import type { CheckpointLine } from '../../audit/lines.ts';
import type { Instant } from '../../domain/user.ts';
import type { AuditHead, AuditRecords } from '../../store/audit.ts';
import type { AuditFeed } from '../../store/audit-feeds.ts';
import type { ServiceContext } from '../service-context.ts';

export interface TrailStanding {
  readonly head: AuditHead;
  /** Null until this process has walked the trail once. */
  readonly checked: { readonly through: number; readonly at: Instant } | null;
  readonly fault: { readonly entry: number; readonly code: AuditFaultCode; readonly message: string } | null;
  readonly checkpoint: { readonly entry: number; readonly digest: string; readonly at: Instant } | null;
  /** Entries removed in time, by signed markers. */
  readonly removed: { readonly entries: number; readonly through: number } | null;
  readonly keptDays: number | null;
  /** How far entries were handed on, and since when that fails; null where they are handed to nobody. */
  readonly feed: AuditFeed | null;
  readonly key: { readonly publicKey: string; readonly fingerprint: string };
}

export async function describeTrail({
  store,
  config,
  trail,
}: Pick<ServiceContext, 'store' | 'config' | 'trail'>): Promise<TrailStanding> {
  const { checked, fault: found } = trail.state();
  const newest = await store.audit.lastCheckpoint();
  // Told at once: the next walk comes upon it too.
  const unread = newest?.kind === 'unreadable' ? { entry: newest.n, code: 'checkpoint-unreadable' as const } : null;
  const fault = found ?? unread;
  const last = newest?.kind === 'unreadable' ? await findReadable(store.audit, newest.n) : newest;
  const cuts = await store.audit.cuts();
  const cut = cuts.at(-1);
  const { publicKey, fingerprint } = trail.signer;
  return {
    head: await store.audit.readHead(),
    checked,
    fault: fault === null ? null : { ...fault, message: sentenceOfFault(fault.code) },
    checkpoint: last === null ? null : { entry: last.n, digest: last.digest, at: last.at },
    removed:
      cut === undefined
        ? null
        : { entries: cuts.reduce((sum, one) => sum + (one.kind === 'cut' ? one.entries : 0), 0), through: cut.through },
    keptDays: config.audit.keptDays,
    feed: config.audit.feed === null ? null : await store.auditFeeds.get(config.audit.feed),
    key: { publicKey, fingerprint },
  };
}

/** The newest that still says something, to hold the trail against. */
async function findReadable(audit: AuditRecords, through: number): Promise<CheckpointLine | null> {
  const found = await audit.checkpoints({ after: 0, through });
  return found.findLast((one): one is CheckpointLine => one.kind === 'checkpoint') ?? null;
}

// The audit trail: who did what in this product, in order, each entry bound to the one before by its digest.
import type { AuditDetails, SaltedPerson } from '../audit/entry.ts';
import type { CheckpointLine, CutLine } from '../audit/lines.ts';
import type { Instant } from '../domain/user.ts';
import { appendAudit, readHead } from './audit/append.ts';
import { findNumbers, readChain } from './audit/chain.ts';
import { readCheckpoints, readLastCheckpoint, readUnfiled, saveCheckpoint } from './audit/checkpoints.ts';
import { cutChain, findCut, readCuts } from './audit/cut.ts';
import { noteKey, readKeys } from './audit/keys.ts';
import { listEntries } from './audit/list.ts';
import type { Database } from './database.ts';

export interface AuditEntry {
  readonly at: Instant;
  /** The person, by their username alone where no token can have acted for them, or `system`. */
  readonly actor: AuditActor | string;
  /** A code such as `policy.mode-changed`. */
  readonly event: string;
  /** Codes and numbers; names of people do not belong here, since audit rows never change. */
  readonly details: AuditDetails;
  /** The one user the act was about, in the side table too. */
  readonly about?: { readonly username: string; readonly userKey: string | null };
}

export interface AuditActor {
  /** It stands in a side table, so that it can be erased. */
  readonly username: string;
  /** The number of the token for the API that acted in their name; it joins the details as `byToken`. */
  readonly token?: number | undefined;
}

/** The end of the chain: whoever knows it can tell whether anything before it was changed since. */
export interface AuditHead {
  /** 0 before the first entry. */
  readonly number: number;
  /** 64 hexadecimal digits. */
  readonly digest: string;
}

export interface StoredAuditEntry {
  /** Its number in the chain. */
  readonly id: number;
  readonly at: Instant;
  readonly event: string;
  readonly details: AuditDetails;
  readonly digest: string;
  /** Null where the name was erased. */
  readonly actor: string | null;
  /** The number of the token for the API that acted in their name; null where they were signed in. */
  readonly byToken: number | null;
  /** Null where it was about nobody, or the name was erased. */
  readonly about: string | null;
}

export interface AuditQuery {
  readonly limit: number;
  /** Only entries with a smaller number; null for the newest. */
  readonly before: number | null;
  /** A code, or the part of it before a dot. */
  readonly event?: string;
  readonly actor?: string;
  /** From this instant on. */
  readonly from?: Instant;
  /** Before this instant. */
  readonly to?: Instant;
}

/** An entry as it is exported, with the people that are still kept beside it. */
export interface ChainRow {
  readonly number: number;
  readonly at: Instant;
  /** The canonical text. */
  readonly body: string;
  readonly digest: string;
  readonly people: readonly (SaltedPerson & { readonly part: 'actor' | 'about' })[];
}

/** A statement that is not spelled as one was written: the trail is at fault there, and nothing may take it for absent. */
interface Unreadable {
  readonly kind: 'unreadable';
  /** As it stands in the store. */
  readonly text: string;
}

/** `n` is the entry under which it is kept. */
export type StoredCheckpoint = CheckpointLine | (Unreadable & { readonly n: number });

export type StoredCut = CutLine | (Unreadable & { readonly through: number });

export interface AuditRecords {
  /** For what is no act of this store's; an act and its entry belong into one transaction (`Store.together`). */
  readonly append: (entry: AuditEntry) => Promise<AuditHead>;
  readonly readHead: () => Promise<AuditHead>;
  readonly list: (query: AuditQuery) => Promise<readonly StoredAuditEntry[]>;
  /** Entries behind `after`, oldest first. */
  readonly chain: (query: { after: number; limit: number }) => Promise<readonly ChainRow[]>;
  /** The first and the last entry within a time; null where there is none. `to` is not part of it. */
  readonly numbersWithin: (time: { from: Instant; to: Instant }) => Promise<{ first: number; last: number } | null>;
  /** Checkpoints behind entry `after`, up to entry `through`, in their order. */
  readonly checkpoints: (range: { after: number; through: number }) => Promise<readonly StoredCheckpoint[]>;
  readonly lastCheckpoint: () => Promise<StoredCheckpoint | null>;
  /** The first of two that sign the same entry stands. */
  readonly saveCheckpoint: (checkpoint: CheckpointLine) => Promise<void>;
  /** Checkpoints that are not in the folder yet, oldest first. */
  readonly unfiled: (limit: number) => Promise<readonly StoredCheckpoint[]>;
  readonly noteFiled: (entry: number, at: Instant) => Promise<void>;
  /** Markers of entries that were removed, in their order. */
  readonly cuts: () => Promise<readonly StoredCut[]>;
  /** How far entries may be removed: older than this, covered by a checkpoint, and never the last. Null for nothing. */
  readonly findCut: (before: Instant) => Promise<Omit<CutLine, 'kind' | 'v' | 'at' | 'key' | 'signature'> | null>;
  /** Keeps the marker with a line in the trail, then removes what it covers, in slices. */
  readonly cut: (marker: CutLine) => Promise<void>;
  /** Public keys that have signed here, the oldest first. */
  readonly keys: () => Promise<readonly string[]>;
  /** Keeps a key that signs from now on; a new one leaves a line in the trail. */
  readonly noteKey: (key: { publicKey: string; fingerprint: string; at: Instant }) => Promise<void>;
}

export function keepAudit({ writes, reads }: Database): AuditRecords {
  return {
    append: (entry) => writes.transaction().execute((transaction) => appendAudit(transaction, entry)),
    readHead: () => readHead(reads),
    list: (query) => listEntries(reads, query),
    chain: (query) => readChain(reads, query),
    numbersWithin: (time) => findNumbers(reads, time),
    checkpoints: (range) => readCheckpoints(reads, range),
    lastCheckpoint: () => readLastCheckpoint(reads),
    saveCheckpoint: (checkpoint) => saveCheckpoint(writes, checkpoint),
    unfiled: (limit) => readUnfiled(reads, limit),
    async noteFiled(entry, at) {
      await writes.updateTable('audit_checkpoints').set({ filed_at: at }).where('number', '=', entry).execute();
    },
    cuts: () => readCuts(reads),
    findCut: (before) => findCut(reads, before),
    cut: (marker) => cutChain(writes, marker),
    keys: () => readKeys(reads),
    noteKey: (key) => writes.transaction().execute((transaction) => noteKey(transaction, key)),
  };
}

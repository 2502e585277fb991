// Hands the audit trail on to whoever watches security, entry by entry and in order. A receiver that is down holds nothing up: what it
// missed is handed on later, at least once, and what was removed meanwhile is said.
import { randomUUID } from 'node:crypto';
import type { AuditSink, SinkLine } from '../audit/sink.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { readEntry } from '../store/audit/list.ts';
import type { ChainRow } from '../store/audit.ts';
import type { Store } from '../store/store.ts';

export interface FeedInput {
  readonly store: Pick<Store, 'audit' | 'auditFeeds'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly sink: AuditSink;
}

export interface TrailFeed {
  /** Hands on what is new; returns at once. */
  readonly wake: () => void;
  readonly settled: () => Promise<void>;
}

const entriesAtOnce = 200;
const leaseMs = 60_000;
/** A receiver that failed is left alone for so long. */
const restMs = 30_000;

export function createTrailFeed(input: FeedInput): TrailFeed {
  const { store, clock, log, sink } = input;
  const holder = randomUUID();
  const { name } = sink;
  let working: Promise<void> | null = null;
  let restUntilMs = 0;
  const leaseUntil = () => new Date(Date.parse(clock.now()) + leaseMs).toISOString();

  const handOn = async (): Promise<void> => {
    const head = await store.audit.readHead();
    const known = await store.auditFeeds.get(name);
    if (known !== null && known.through >= head.number) return;
    const feed = await store.auditFeeds.claim({ name, holder, now: clock.now(), leaseUntil: leaseUntil() });
    if (feed === null) return;
    let { through } = feed;
    try {
      for (let more = true; more; ) {
        const rows = await store.audit.chain({ after: through, limit: entriesAtOnce });
        const last = rows.at(-1)?.number ?? through;
        if (rows.length > 0) await sink.send([...sayGap(through, rows), ...rows.map(toLine)]);
        through = last;
        more = await store.auditFeeds.handedOn({ name, holder, through, leaseUntil: leaseUntil() });
        if (rows.length < entriesAtOnce) more = false;
      }
      await store.auditFeeds.release({ name, holder });
      if (feed.failing !== null)
        log.info({ since: feed.failing.since, through }, 'the receiver of the audit trail has caught up');
    } catch (error) {
      const code = codeOf(error);
      await store.auditFeeds.failed({ name, holder, at: clock.now(), code });
      if (feed.failing === null)
        log.error({ code, through }, 'the receiver of the audit trail takes nothing; it is tried again');
      restUntilMs = Date.parse(clock.now()) + restMs;
    }
  };

  return {
    wake: () => {
      if (working !== null || Date.parse(clock.now()) < restUntilMs) return;
      working = handOn()
        .catch((error: unknown) => log.error({ err: error }, 'the audit trail was not handed on'))
        .finally(() => {
          working = null;
        });
    },
    settled: async () => {
      while (working !== null) await working;
    },
  };
}

/** Entries that were removed before they could be handed on are named, never passed over. */
function sayGap(through: number, [first]: readonly ChainRow[]): SinkLine[] {
  if (first === undefined || first.number === through + 1) return [];
  const gap = { from: through + 1, to: first.number - 1, why: 'removed before they could be handed on' };
  return [{ at: first.at, event: 'audit.gap', text: JSON.stringify({ event: 'audit.gap', gap }) }];
}

function toLine({ number, body, digest, people }: ChainRow): SinkLine {
  const { at, event, actor, details } = readEntry(body);
  const nameOf = (part: 'actor' | 'about') => people.find((person) => person.part === part)?.username ?? null;
  const said = { n: number, at, event, actor: actor === 'system' ? actor : nameOf('actor'), about: nameOf('about') };
  return { at, event, text: JSON.stringify({ ...said, details, digest }) };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'failed';
}

// The one way out to a foreign system: a pool, a gate, a shared rate budget, bounded retries, counters, no secrets told.
import { Pool } from 'undici';
import type { Clock } from '../../clock.ts';
import { HostFailure } from '../ports.ts';
import { createBudget, readBudget } from './budget.ts';
import { type Answer, type Exchange, exchange, TransportFailure } from './exchange.ts';
import { openGate, type Way } from './gate.ts';
import { type Authorisation, describeRequest, isReading, type RequestSpec, targetOf } from './request.ts';
import {
  type Attempt,
  defaultRetryLimits,
  isBusy,
  mayRepeat,
  pauseBeforeRepeat,
  type RetryLimits,
  readRetryAfterMs,
} from './retry.ts';

/** The part of a logger that is needed; pino's own fits. */
export interface ClientLog {
  readonly debug: (fields: Readonly<Record<string, unknown>>, message: string) => void;
  readonly warn: (fields: Readonly<Record<string, unknown>>, message: string) => void;
}

export interface HttpClientOptions {
  /** Scheme, host, port and context path; every request goes there and nowhere else. */
  readonly baseUrl: string;
  /** Asked before each request, so that a renewed token counts at once. */
  readonly authorisation: () => Authorisation;
  readonly clock: Clock;
  /** Requests under way at a time. */
  readonly concurrency?: number;
  /** For one try, connecting included. */
  readonly timeoutMs?: number;
  readonly connectTimeoutMs?: number;
  /** For a request with all its tries and waits: a change from when it is asked for, reading from when it passes the gate. */
  readonly deadlineMs?: number;
  readonly maxBodyBytes?: number;
  readonly retry?: Partial<RetryLimits>;
  readonly log?: ClientLog;
  /** Between 0 and 1, for jitter. */
  readonly random?: () => number;
}

/** What was asked so far. Every try counts as a request. */
export interface HttpStats {
  readonly requests: { readonly read: number; readonly write: number };
  readonly retries: number;
  /** Milliseconds spent on purpose: waiting for the host's budget or before a further try. */
  readonly waitedMs: number;
}

export interface HttpClient {
  /** Resolves for every status (after retries); throws `TransportFailure` when no whole answer came. */
  readonly send: (spec: RequestSpec) => Promise<Answer>;
  readonly stats: () => HttpStats;
  /**
   * Lets nothing leave any more and breaks nothing off: what was sent is still heard, what was put off or is asked later waits
   * for `close`.
   */
  readonly fallSilent: () => void;
  /** Breaks off what is under way and refuses everything after. */
  readonly close: () => Promise<void>;
}

/**
 * The pool uses a connection again only a turn of the event loop after its answer; the next request need not wait for that
 * turn where another connection is idle. How many requests are under way is the gate's affair.
 */
const connectionsPerRequest = 2;

/** Opens a client to one base URL. Nothing is sent before the first `send`. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { clock, concurrency = 4, timeoutMs = 30_000, connectTimeoutMs = 5_000, deadlineMs = 120_000 } = options;
  const { maxBodyBytes = 32 * 1024 * 1024, log, random = Math.random } = options;
  const limits: RetryLimits = { ...defaultRetryLimits, ...options.retry };
  const base = new URL(options.baseUrl);
  const contextPath = base.pathname.replace(/\/+$/, '');
  const pool = new Pool(base.origin, {
    connections: concurrency * connectionsPerRequest,
    pipelining: 1,
    connectTimeout: connectTimeoutMs,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: maxBodyBytes,
  });
  const closing = new AbortController();
  const closed = () => new HostFailure('host_unreachable', { request: 'client closed' });
  const untilClosed = new Promise<never>((_resolve, reject) => {
    closing.signal.addEventListener('abort', () => reject(closed()), { once: true });
  });
  untilClosed.catch(() => undefined);
  let isSilent = false;
  const gate = openGate(concurrency, closed);
  const budget = createBudget();
  const counts = { read: 0, write: 0, retries: 0, waitedMs: 0 };
  const nowMs = () => Date.parse(clock.now());

  const wait = async (durationMs: number) => {
    if (durationMs > 0) {
      counts.waitedMs += durationMs;
      await clock.sleep(durationMs, closing.signal);
    }
    if (closing.signal.aborted) throw closed();
  };

  const tryOnce = async (spec: RequestSpec, deadlineAtMs: number, onWhole: Exchange['onWhole']): Promise<Attempt> => {
    if (isSilent) return untilClosed;
    counts[isReading(spec) ? 'read' : 'write'] += 1;
    const authorisation = spec.authorisation === undefined ? options.authorisation() : spec.authorisation;
    const headers = headersFor(spec, authorisation);
    const target = targetOf(spec, contextPath);
    try {
      const leftMs = Math.max(1, Math.min(timeoutMs, deadlineAtMs - nowMs()));
      const mayLeave = () => !isSilent;
      return await exchange({
        pool,
        spec,
        target,
        headers,
        timeoutMs: leftMs,
        mayLeave,
        closing: closing.signal,
        onWhole,
      });
    } catch (error) {
      if (error instanceof TransportFailure) return error;
      throw error;
    }
  };

  /** One try within the budget of the account the credentials belong to; other people's buckets are not ours. */
  const tryWithinBudget = async (
    spec: RequestSpec,
    deadlineAtMs: number,
    onWhole: Exchange['onWhole'],
  ): Promise<Attempt> => {
    if (spec.authorisation !== undefined) return tryOnce(spec, deadlineAtMs, onWhole);
    let isSettled = false;
    const settleOnce = (head: Parameters<typeof settle>[0]): void => {
      if (!isSettled) settle(head);
      isSettled = true;
    };
    try {
      for (let waitMs = budget.reserve(nowMs()); waitMs > 0; waitMs = budget.heldMs(nowMs())) {
        if (nowMs() + waitMs > deadlineAtMs) {
          throw new HostFailure('host_rate_limited', { request: describeRequest(spec) });
        }
        await wait(waitMs);
      }
      return await tryOnce(spec, deadlineAtMs, (head) => {
        settleOnce(head);
        onWhole(head);
      });
    } finally {
      settleOnce(null);
    }
  };

  /** Takes the bucket as the answer tells it; an answer that took the last token says when there will be more. */
  const settle = (answer: Pick<Answer, 'header'> | null) => {
    const reading = answer === null ? null : readBudget(answer.header);
    budget.settle(reading, nowMs());
    if (answer === null || reading === null || reading.remaining > 0) return;
    budget.holdUntil(nowMs() + (readRetryAfterMs(answer, nowMs()) ?? 0));
  };

  const sendWithRetries = async (spec: RequestSpec, { enter, leave }: Way): Promise<Answer> => {
    const request = describeRequest(spec);
    const askedMs = nowMs();
    await enter();
    // Whoever decided on a change decided by what was true then: the time it waits for its place is part of its time.
    const deadlineAtMs = (isReading(spec) ? nowMs() : askedMs) + deadlineMs;
    if (nowMs() >= deadlineAtMs) throw new HostFailure('host_rate_limited', { request });
    // Whoever waits may ask before this answer is read, unless it is one that waiting requests should hear of first.
    const onWhole: Exchange['onWhole'] = ({ status }) => {
      if (status < 300) leave();
    };
    for (let triesMade = 1; ; triesMade += 1) {
      const startedMs = nowMs();
      const attempt = await tryWithinBudget(spec, deadlineAtMs, onWhole);
      const status = attempt instanceof TransportFailure ? attempt.code : attempt.status;
      log?.debug({ request, status, ms: nowMs() - startedMs, try: triesMade }, 'asked the host');
      const busy = !(attempt instanceof TransportFailure) && isBusy(attempt);
      const toldMs = busy ? readRetryAfterMs(attempt, nowMs()) : null;
      const pauseMs = pauseBeforeRepeat({ triesMade, askedMs: toldMs }, limits, random);
      const inTime = nowMs() + pauseMs < deadlineAtMs;
      if (!inTime || !mayRepeat(spec, attempt, triesMade, limits)) return unwrap(attempt);
      if (toldMs !== null && spec.authorisation === undefined) budget.holdUntil(nowMs() + toldMs);
      counts.retries += 1;
      log?.warn({ request, status, pauseMs, try: triesMade }, 'asking the host again');
      await wait(pauseMs);
      await enter();
    }
  };

  return {
    send: async (spec) => {
      const way = gate.openWay();
      try {
        return await sendWithRetries(spec, way);
      } finally {
        way.leave();
      }
    },
    stats: () => ({
      requests: { read: counts.read, write: counts.write },
      retries: counts.retries,
      waitedMs: counts.waitedMs,
    }),
    fallSilent: () => {
      isSilent = true;
    },
    close: async () => {
      gate.close();
      closing.abort();
      await pool.destroy();
    },
  };
}

function unwrap(attempt: Attempt): Answer {
  if (attempt instanceof TransportFailure) throw attempt;
  return attempt;
}

function headersFor(spec: RequestSpec, authorisation: Authorisation): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json', 'user-agent': 'user-management' };
  // Atlassian's XSRF rule: without it, a request that is not a GET may be answered 403 "XSRF check failed".
  if (spec.method !== 'GET') headers['x-atlassian-token'] = 'no-check';
  if (spec.body !== undefined) headers['content-type'] = 'application/json';
  if (typeof authorisation === 'string') headers.authorization = authorisation;
  else if (authorisation !== null) Object.assign(headers, authorisation);
  return headers;
}

// One request and its answer over a pool: bounded in time and size, following nothing, every fault told apart.
import type { Dispatcher, Pool } from 'undici';
import { HostFailure, type HostFailureCode } from '../ports.ts';
import { describeRequest, type RequestSpec } from './request.ts';

/** What came back, whatever its status. */
export interface Answer {
  /** The request in words, safe to log. */
  readonly request: string;
  readonly status: number;
  readonly text: string;
  /** The parsed body where the answer calls itself JSON and is; undefined otherwise. */
  readonly json: unknown;
  /** The answer calls itself JSON and cannot be parsed: cut short on its way, most likely. */
  readonly malformed: boolean;
  /** A header by its lower-case name; several are joined by a comma. */
  readonly header: (name: string) => string | undefined;
}

/** No answer, or half of one. */
export class TransportFailure extends HostFailure {
  /** Whether the host may have seen the request: `no` only when no connection came about. */
  readonly arrived: 'no' | 'perhaps';
  readonly retryable: boolean;

  constructor(
    code: HostFailureCode,
    details: { request: string; cause?: unknown; arrived: 'no' | 'perhaps'; retryable: boolean },
  ) {
    super(code, { request: details.request, cause: details.cause });
    this.name = 'TransportFailure';
    this.arrived = details.arrived;
    this.retryable = details.retryable;
  }
}

export interface Exchange {
  readonly pool: Pool;
  readonly spec: RequestSpec;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For the whole exchange, from the wish to connect to the last byte. */
  readonly timeoutMs: number;
  /** Asked once there is a connection: a request that may not leave any more is held back, without a word of it. */
  readonly mayLeave: () => boolean;
  /** Aborted when the client closes. */
  readonly closing: AbortSignal;
  /** Called when the last byte is there, before anything is made of it. */
  readonly onWhole: (head: Pick<Answer, 'status' | 'header'>) => void;
}

/** Makes one request. Resolves for every status, throws `TransportFailure` for everything that is no whole answer. */
export async function exchange(input: Exchange): Promise<Answer> {
  const { pool, spec, target, headers, timeoutMs, mayLeave, closing, onWhole } = input;
  const request = describeRequest(spec);
  const abortion = new AbortController();
  const progress = { timedOut: false, answered: false };
  const timer = setTimeout(() => {
    progress.timedOut = true;
    abortion.abort();
  }, timeoutMs);
  const abort = () => abortion.abort();
  closing.addEventListener('abort', abort, { once: true });
  const body = spec.body === undefined ? null : JSON.stringify(spec.body);
  try {
    const raw = await receive({
      pool,
      options: { method: spec.method, path: target, headers, body },
      signal: abortion.signal,
      mayLeave,
      onAnswered: () => {
        progress.answered = true;
      },
      onWhole,
    });
    return toAnswer(request, raw, spec.expect ?? 'json');
  } catch (error) {
    throw toFailure(request, error, { ...progress, closed: closing.aborted });
  } finally {
    clearTimeout(timer);
    closing.removeEventListener('abort', abort);
  }
}

type RawAnswer = Pick<Answer, 'status' | 'header' | 'text'>;

interface Reception extends Pick<Exchange, 'mayLeave' | 'onWhole'> {
  readonly pool: Pool;
  readonly options: Dispatcher.DispatchOptions;
  readonly signal: AbortSignal;
  /** Called when the head of the answer is there. */
  readonly onAnswered: () => void;
}

/** Gathers an answer as its pieces arrive: the streams of `request` cost more than the answers of a host are long. */
function receive({ pool, options, signal, mayLeave, onAnswered, onWhole }: Reception): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let head: Pick<Answer, 'status' | 'header'> = { status: 0, header: () => undefined };
    let request: Dispatcher.DispatchController | null = null;
    let isHeldBack = false;
    const abort = () => {
      request?.abort(signal.reason);
      // A request that still waits for its connection has no controller; it is given up once it begins.
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    pool.dispatch(options, {
      onRequestStart: (controller) => {
        request = controller;
        isHeldBack = !mayLeave();
        if (signal.aborted || isHeldBack) controller.abort(signal.reason ?? new Error('held back'));
      },
      onResponseStart: (_controller, status, headers) => {
        // What comes before the answer proper, such as 103 Early Hints, is no answer.
        if (status < 200) return;
        head = { status, header: (name) => joinValues(headers[name]) };
        onAnswered();
      },
      onResponseData: (_controller, piece) => void pieces.push(piece),
      onResponseEnd: () => {
        onWhole(head);
        resolve({ ...head, text: decode(pieces) });
      },
      onResponseError: (_controller, error) => {
        if (!isHeldBack) reject(error);
      },
    });
  });
}

const utf8 = new TextDecoder();

function decode(pieces: readonly Buffer[]): string {
  const [only] = pieces;
  return utf8.decode(only !== undefined && pieces.length === 1 ? only : Buffer.concat(pieces));
}

function joinValues(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

function toAnswer(request: string, { status, header, text }: RawAnswer, expect: 'json' | 'text'): Answer {
  const claimsJson = expect === 'json' && /^application\/(?:[\w.+-]+\+)?json\b/i.test(header('content-type') ?? '');
  const { json, malformed } = claimsJson && text !== '' ? parseJson(text) : { json: undefined, malformed: false };
  return { request, status, text, json, malformed, header };
}

function parseJson(text: string): { json: unknown; malformed: boolean } {
  try {
    return { json: JSON.parse(text), malformed: false };
  } catch {
    return { json: undefined, malformed: true };
  }
}

/** No connection came about and another try may fare better. */
const passingConnectFaults: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** No connection will come about at this address, with this certificate. */
const lastingConnectFault =
  /^(?:ENOTFOUND|EPROTO|ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH)/;

function toFailure(
  request: string,
  cause: unknown,
  { timedOut, answered, closed }: { timedOut: boolean; answered: boolean; closed: boolean },
): TransportFailure {
  const fail = (code: HostFailureCode, retryable: boolean, arrived: 'no' | 'perhaps' = 'perhaps') =>
    new TransportFailure(code, { request, cause, arrived, retryable });
  if (closed) return fail('host_unreachable', false);
  if (timedOut) return fail('host_timeout', true);
  const fault = faultCodeOf(cause);
  if (fault === 'UND_ERR_HEADERS_TIMEOUT' || fault === 'UND_ERR_BODY_TIMEOUT') return fail('host_timeout', true);
  if (fault === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return fail('host_unexpected_shape', false);
  if (passingConnectFaults.has(fault)) return fail('host_unreachable', true, 'no');
  if (lastingConnectFault.test(fault)) return fail('host_unreachable', false, 'no');
  if (answered) return fail('host_not_json', true);
  return fail(fault.startsWith('HPE_') ? 'host_not_confluence' : 'host_unreachable', true);
}

function faultCodeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return '';
}

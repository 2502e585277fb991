// The way to the sidecar: JSON in and out, and every kind of bad news as one fault with a stable code.
import type { ErrorDocument } from '../../sidecar/src/contract/envelope.ts';
import type { Session } from './session.ts';

type FaultDetails = ErrorDocument['error']['details'];

/** `offline`: nobody answered. `strange_answer`: somebody did who is not the sidecar, e.g. a proxy. */
export class ApiFault extends Error {
  readonly code: string;
  readonly details: FaultDetails;
  readonly status: number;

  constructor(
    code: string,
    { message = code, details = [], status = 0 }: Partial<ErrorDocument['error']> & { status?: number },
  ) {
    super(message);
    this.name = 'ApiFault';
    this.code = code;
    this.details = details;
    this.status = status;
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Api {
  readonly get: <Answer>(path: string, signal?: AbortSignal) => Promise<Answer>;
  /** What is no JSON, such as a table to keep. A question too long for an address goes as a body. */
  readonly getFile: (path: string, question?: unknown) => Promise<Blob>;
  /** Server-sent events, from after the one that is `known` on. Throws `strange_answer` where something else answers. */
  readonly getStream: (path: string, wish: StreamWish) => Promise<Response>;
  readonly send: <Answer>(
    method: Exclude<Method, 'GET'>,
    path: string,
    body?: unknown,
    signal?: AbortSignal,
  ) => Promise<Answer>;
  /** Puts only over the version that was seen, null where there was none; else `policy_overtaken`. */
  readonly saveOver: <Answer>(order: {
    readonly path: string;
    readonly body: unknown;
    readonly version: number | null;
  }) => Promise<Answer>;
}

interface StreamWish {
  readonly signal: AbortSignal;
  readonly known: string | null;
}

export interface ApiInput {
  readonly apiUrl: string;
  readonly session: Pick<Session, 'headers' | 'end' | 'askForProof'>;
  readonly fetch?: typeof fetch;
}

const eventStream = 'text/event-stream';

interface CallInput {
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * Every call throws `ApiFault`. One that finds the session ended tells the session; one that takes credentials of the last
 * minutes waits until they were given, and is made again.
 */
export function createApi({ apiUrl, session, fetch: ask = (input, init) => fetch(input, init) }: ApiInput): Api {
  const call = async (method: Method, path: string, { body, signal, headers = {} }: CallInput) => {
    const answer = await ask(`${apiUrl}${path}`, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        'x-um-request': '1',
        ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
        ...session.headers(),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    }).catch((error: unknown) => {
      throw error instanceof DOMException && error.name === 'AbortError' ? error : new ApiFault('offline', {});
    });
    if (answer.ok) return answer;
    const fault = await readFault(answer);
    if (fault.code === 'not_signed_in' || fault.code === 'confluence_session_ended') session.end();
    throw fault;
  };
  const change = async <Answer>(method: Exclude<Method, 'GET'>, path: string, input: CallInput): Promise<Answer> => {
    const answer = await call(method, path, input).catch(async (fault: unknown) => {
      const proof = fault instanceof ApiFault && fault.code === 'proof_needed';
      if (!proof || !(await session.askForProof())) throw fault;
      return call(method, path, input);
    });
    return readJson(answer);
  };
  return {
    send: (method, path, body, signal) => change(method, path, { body: body ?? {}, signal }),
    saveOver: ({ path, body, version }) =>
      change('PUT', path, {
        body,
        headers: version === null ? { 'if-none-match': '*' } : { 'if-match': `"${version}"` },
      }),
    get: async (path, signal) => readJson(await call('GET', path, { signal })),
    async getStream(path, { signal, known }) {
      const since = known === null ? {} : { 'last-event-id': known };
      const answer = await call('GET', path, { signal, headers: { accept: eventStream, ...since } });
      if (answer.headers.get('content-type')?.startsWith(eventStream)) return answer;
      throw new ApiFault('strange_answer', { status: answer.status });
    },
    async getFile(path, question) {
      const answer = question === undefined ? call('GET', path, {}) : call('POST', path, { body: question });
      return (await answer).blob();
    },
  };
}

async function readJson<Answer>(answer: Response): Promise<Answer> {
  if (answer.status === 204) return null as Answer;
  try {
    return (await answer.json()) as Answer;
  } catch {
    throw new ApiFault('strange_answer', { status: answer.status });
  }
}

async function readFault(answer: Response): Promise<ApiFault> {
  try {
    const { error } = (await answer.json()) as ErrorDocument;
    return new ApiFault(error.code, { ...error, status: answer.status });
  } catch {
    return new ApiFault('strange_answer', { status: answer.status });
  }
}

/** `?a=1&b=2` without what has no value. */
export function writeQuery(values: Readonly<Record<string, string | number | boolean | null | undefined>>): string {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, `${value}`]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

// What is asked of a host: a request as a value, its percent-encoded target, and a description that is safe to log.

/** Query parameters whose values name nobody and may be shown. */
const harmlessQuery: ReadonlySet<string> = new Set(['start', 'limit', 'expand']);

/** Either an `Authorization` value, or headers (a forwarded session); null asks anonymously. */
export type Authorisation = string | Readonly<Record<string, string>> | null;

export interface RequestSpec {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Below the context path, with placeholders: `/rest/api/user/{username}/group/{group}`. */
  readonly path: string;
  /** What fills the placeholders, raw: encoding happens here and nowhere else. */
  readonly parts?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** `text` leaves the body alone: it is neither parsed nor asked again when it is not JSON. */
  readonly expect?: 'json' | 'text';
  /** In place of the client's own; such a request leaves the client's rate budget alone. */
  readonly authorisation?: Authorisation;
  /** Says of a POST that it only reads, so that it may be repeated and is counted as reading. */
  readonly effect?: 'none';
}

/** Whether a request changes nothing, whatever becomes of it. */
export function isReading({ method, effect }: Pick<RequestSpec, 'method' | 'effect'>): boolean {
  return method === 'GET' || effect === 'none';
}

/**
 * Whether a name can stand as one part of a path. Tomcat refuses an encoded slash or backslash, dots are resolved
 * away, and a lone surrogate cannot be encoded at all; of these only `/` is reported for Confluence by name.
 */
export function isAddressable(part: string): boolean {
  return part !== '' && part !== '.' && part !== '..' && !/[/\\]/.test(part) && part.isWellFormed();
}

/** The request target: context path, encoded path and query. Throws on a part that is missing or not addressable. */
export function targetOf(spec: RequestSpec, contextPath: string): string {
  const path = spec.path.replace(/\{(\w+)\}/g, (_match, name: string) => {
    const part = spec.parts?.[name];
    if (part === undefined || !isAddressable(part)) throw new Error(`no usable part {${name}} for ${spec.path}`);
    return encodeURIComponent(part);
  });
  const query = Object.entries(spec.query ?? {}).map(([name, value]) => `${encode(name)}=${encode(String(value))}`);
  return `${contextPath}${path}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

/** The request in words without anybody's name: `GET /rest/api/user?key=&expand=status`. */
export function describeRequest({ method, path, query }: RequestSpec): string {
  const shown = Object.entries(query ?? {}).map(
    ([name, value]) => `${name}=${harmlessQuery.has(name) ? String(value) : ''}`,
  );
  return `${method} ${path}${shown.length === 0 ? '' : `?${shown.join('&')}`}`;
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

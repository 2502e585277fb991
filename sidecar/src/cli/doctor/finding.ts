// What a check tells: how it stands, what was found, what to do, and by what it was found.

export type Level = 'ok' | 'warning' | 'fault';

export interface Finding {
  readonly level: Level;
  /** One sentence. */
  readonly found: string;
  /** One sentence that begins with a verb; null where nothing is to do. */
  readonly todo: string | null;
  /** The request or the place that told, e.g. `GET /rest/api/group?limit=50 → 200`; null where that is plain. */
  readonly evidence: string | null;
}

interface Details {
  readonly evidence?: string | undefined;
}

/** Nothing is to do. */
export function ok(found: string, { evidence }: Details = {}): Finding {
  return { level: 'ok', found, todo: null, evidence: evidence ?? null };
}

/** It works, and something is missing or will soon. */
export function warning(found: string, todo: string, { evidence }: Details = {}): Finding {
  return { level: 'warning', found, todo, evidence: evidence ?? null };
}

/** It does not work. */
export function fault(found: string, todo: string, { evidence }: Details = {}): Finding {
  return { level: 'fault', found, todo, evidence: evidence ?? null };
}

// When the token ends by which this product signs in to Confluence, and whether that is soon enough to be said.
import type { Instant } from './user.ts';

export interface TokenWords {
  /** What the host told: null where it does not tell, or no token is used. */
  readonly told: { readonly expiresAtMs: number | null } | null;
  /** The day that administrators stated, as YYYY-MM-DD; null where they did not. */
  readonly declared: string | null;
}

const warnMs = 30 * 86_400_000;

/** The host's word comes first. Null for a token that never ends, and where nobody knows. */
export function endOfToken({ told, declared }: TokenWords): Instant | null {
  const endMs = told === null && declared !== null ? Date.parse(`${declared}T00:00:00Z`) : (told?.expiresAtMs ?? null);
  return endMs === null ? null : new Date(endMs).toISOString();
}

/** Within 30 days, or over already. */
export function endsSoon(end: Instant | null, now: Instant): boolean {
  return end !== null && Date.parse(end) - Date.parse(now) < warnMs;
}

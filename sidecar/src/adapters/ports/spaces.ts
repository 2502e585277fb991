// What may be asked of spaces and pages: who would be missed in them.
import type { SpaceGrants } from '../../domain/impact.ts';
import type { UserKey } from '../../domain/user.ts';

/** Spaces, as far as somebody may be missed in them. Each throws `HostFailure`. */
export interface SpacePort {
  /** Keys of all personal spaces. */
  readonly personal: () => Promise<readonly string[]>;
  /** Who administers each of the other spaces by a grant there; null where this host does not tell, or has too many spaces. */
  readonly administrators: () => Promise<readonly SpaceGrants[] | null>;
}

/** Whom a restriction names. */
export interface NamedByRestriction {
  readonly userKeys: readonly UserKey[];
  readonly groups: readonly string[];
  /** The host shows no more of them than these: others may be named as well. */
  readonly cut: boolean;
}

/** A page with a restriction of its own; null where one of the two names nobody, so that everybody may. */
export interface RestrictedPage {
  readonly id: string;
  readonly view: NamedByRestriction | null;
  readonly edit: NamedByRestriction | null;
}

export interface PageReading {
  readonly pages: readonly RestrictedPage[];
  /** False where there is more than the requests that were allowed could bring. */
  readonly whole: boolean;
  readonly requests: number;
}

/** How far a search may go: it ends after these many requests, or after one in which it got late. */
export interface SearchBounds {
  readonly requests: number;
  readonly isLate: () => boolean;
}

/** Pages, as far as somebody may be missed in them. */
export interface PagePort {
  /**
   * Restricted pages that any of these users made or changed, of those this product's account sees, within these
   * bounds. Null where this host tells no restrictions. Throws `HostFailure`.
   */
  readonly restrictedPages: (usernames: readonly string[], bounds: SearchBounds) => Promise<PageReading | null>;
}

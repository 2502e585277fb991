// What may be asked of spaces and pages: who would be missed in them.
import type { SpaceGrants } from '../../domain/impact.ts';

/** Spaces, as far as somebody may be missed in them. Each throws `HostFailure`. */
export interface SpacePort {
  /** Keys of all personal spaces. */
  readonly personal: () => Promise<readonly string[]>;
  /** Who administers each of the other spaces by a grant there; null where this host does not tell, or has too many spaces. */
  readonly administrators: () => Promise<readonly SpaceGrants[] | null>;
}

/** Somebody as an answer of the host names them: by key, by name, or by both. */
export interface NamedPerson {
  readonly userKey: string | null;
  readonly folded: string | null;
}

/** Pages, as far as somebody may be missed in them. */
export interface PagePort {
  /**
   * Ids of pages the user made that nobody may edit who is not leaving; of the newest ones alone, and of those this product's
   * account sees. Null where this host does not tell. Throws `HostFailure`.
   */
  readonly editedByNobodyElse: (
    username: string,
    isLeaving: (person: NamedPerson) => boolean,
  ) => Promise<readonly string[] | null>;
}

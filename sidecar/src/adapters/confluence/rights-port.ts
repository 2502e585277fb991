// What somebody may do in Confluence's administration, asked with the service account and by user key.
import type { UserKey } from '../../domain/user.ts';

/** What somebody may do in the administration, as far as this host tells it. Names of groups are as the host writes them. */
export interface HostRights {
  /** Their direct groups, complete. */
  readonly groups: readonly string[];
  /** Direct grants; null where the host does not tell who holds any. */
  readonly told: {
    readonly ownAdministrator: boolean;
    readonly ownSystemAdministrator: boolean;
    readonly administratorGroups: readonly string[];
    readonly systemAdministratorGroups: readonly string[];
  } | null;
}

/** The own rights of a person, as the service account sees them now. */
export interface RightsPort {
  /** Null for who is gone or cannot sign in. Throws `HostFailure`. */
  readonly rightsOf: (userKey: UserKey) => Promise<HostRights | null>;
}

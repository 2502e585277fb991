// What may be asked about the licence: who holds the permission that takes a seat, and how many seats the host counts.
import type { HostLicence } from '../../domain/licence/figures.ts';
import type { ToldLicence } from '../../domain/licence/licence.ts';

/** Who can tell which groups and users hold the permission that takes a seat. */
export interface LicencePort {
  readonly witness: 'database' | 'permissions';
  /** Null where it does not tell at this site. Throws `HostFailure`. */
  readonly read: () => Promise<ToldLicence | null>;
}

export interface LicenceSources {
  /** In order of belief: the first who tells is believed. */
  readonly witnesses: readonly LicencePort[];
  /** The host's own numbers; those it does not tell are null. Throws nothing for anything the host does. */
  readonly count: () => Promise<HostLicence>;
}

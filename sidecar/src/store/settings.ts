// Settings that live in the store: the process mode, the emergency stop, and the Confluence this product is bound to.
import type { Instant } from '../domain/user.ts';

/** In `observe` the process only reads and rehearses. */
export type ProcessMode = 'observe' | 'live';

/** The Confluence this product was set up with. */
export interface HostBinding {
  readonly hostId: string;
  readonly statedUrl: string;
  /** The address configured when it was bound. */
  readonly configuredUrl: string;
  readonly boundAt: Instant;
  readonly confirmedBy: string | null;
}

export interface Settings {
  readonly processMode: ProcessMode;
  /** Holds everything while set. */
  readonly emergencyStop: { readonly by: string; readonly at: Instant } | null;
  readonly hostBinding: HostBinding | null;
  /** Where nested groups cannot be read: whether an administrator declared that there are none. */
  readonly nestedGroups: 'read' | 'declared-none';
  /** Random text of this installation, made once; salts of people are derived with it. */
  readonly installationSalt: string;
}

export interface SettingRecords {
  readonly all: () => Promise<Settings>;
  /** Writes one setting; every change leaves an audit entry in the same transaction. */
  readonly set: <Key extends Exclude<keyof Settings, 'installationSalt'>>(
    key: Key,
    value: Settings[Key],
    audit: { by: string; at: Instant },
  ) => Promise<void>;
  /** Binds the host if nothing is bound yet; returns the binding that holds afterwards. */
  readonly bindHostOnce: (binding: HostBinding) => Promise<HostBinding>;
}

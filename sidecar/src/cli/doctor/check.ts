// What a check is, and what it may look at: a part of the doctor that knows one thing and none of the other parts.
import type { HostPort, ReadPort } from '../../adapters/ports.ts';
import type { Clock } from '../../clock.ts';
import type { Config, Secrets } from '../../config.ts';
import type { StoreInspection } from '../../store/inspect.ts';
import type { ExitCode } from '../frame/exit-codes.ts';
import type { Asker } from '../site/open-asker.ts';
import type { Finding } from './finding.ts';

/** What all checks share; nothing in here can change anything outside. */
export interface Ground {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** Whether the mail server may be spoken to. */
  readonly mail: boolean;
  /** Asks Confluence by GET alone, and remembers what the answers told of clock and limits. */
  readonly asker: Asker;
  /** The questions the sidecar itself asks, by the same code. */
  readonly host: Omit<HostPort, 'administrators'>;
  readonly listGroups: ReadPort['listGroups'];
  /** Looks once, however many checks want to know. Throws what the database's driver throws. */
  readonly inspectStore: () => Promise<StoreInspection | null>;
  /** Whether a check ran before and found no fault. */
  readonly passed: (check: string) => boolean;
}

export interface Check {
  /** Stable, for `--json`. */
  readonly name: string;
  /** For people, at most 16 letters. */
  readonly title: string;
  /** Makes no sense before this other check came out without a fault. */
  readonly after?: string;
  /** How the program ends when this check finds a fault; 1 unless told. */
  readonly exitCode?: ExitCode;
  /** May throw `HostFailure`: its code carries what was found and what to do. */
  readonly run: (ground: Ground) => Promise<readonly Finding[]>;
}

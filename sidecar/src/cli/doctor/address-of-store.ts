// Where our own database lives, by configuration and secrets together.
import type { Config, Secrets } from '../../config.ts';
import type { inspectStore } from '../../store/inspect.ts';

/** The address the sidecar would open. */
export function addressOfStore({ database }: Config, { databaseUrl }: Secrets): Parameters<typeof inspectStore>[0] {
  return database.kind === 'sqlite' ? database : { kind: 'postgres', url: databaseUrl ?? '' };
}

// Parts of the composition root that follow from the configuration alone: directories, databases, and what a log must hide.
import { connectConfluenceDatabase } from '../adapters/confluence-database/connect.ts';
import { type CrowdConnection, connectCrowd } from '../adapters/crowd/connect.ts';
import type { ConfluenceDatabasePort } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import type { Config, Secrets } from '../config.ts';
import { foldName } from '../domain/user.ts';
import type { Log } from '../log.ts';
import type { DatabaseAddress } from '../store/database.ts';

export interface DirectoryConnection {
  readonly name: string;
  readonly reads: CrowdConnection['reads'];
  readonly writes: CrowdConnection['writes'];
  readonly writable: boolean;
  readonly fallSilent: CrowdConnection['fallSilent'];
  readonly close: CrowdConnection['close'];
}

export function openDirectories(
  config: Config,
  secrets: Secrets,
  { clock, log }: { clock: Clock; log: Log },
): DirectoryConnection[] {
  return config.directories.map(({ name, url, application, directoryId, writable }) => {
    const password = secrets.directoryPasswords[name] ?? '';
    const directory = { id: directoryId, writable };
    return { name, writable, ...connectCrowd({ url, application, password, directory, clock, log }) };
  });
}

export function byFoldedName(directories: readonly DirectoryConnection[]): Map<string, DirectoryConnection> {
  return new Map(directories.map((directory) => [foldName(directory.name), directory]));
}

export function openConfluenceDatabase(
  { confluence: { database } }: Config,
  { confluenceDatabaseUrl: url }: Secrets,
): ConfluenceDatabasePort | null {
  return url === null || database === null ? null : connectConfluenceDatabase({ ...database, url });
}

export function databaseAddress(config: Config, secrets: Secrets): DatabaseAddress {
  if (config.database.kind === 'sqlite') return config.database;
  return { kind: 'postgres', url: secrets.databaseUrl ?? '' };
}

export function secretTexts(secrets: Secrets): string[] {
  const { confluence, secret, databaseUrl, smtpUrl, confluenceDatabaseUrl, directoryPasswords } = secrets;
  const signIn = confluence.kind === 'token' ? confluence.token : confluence.password;
  const known = [signIn, secret, databaseUrl, smtpUrl, confluenceDatabaseUrl, ...Object.values(directoryPasswords)];
  const webhook = secrets.webhookSecret;
  const client = [secrets.smtpClient?.secret ?? null, secrets.smtpClient?.refreshToken ?? null];
  return [...known, webhook, ...client].filter((text): text is string => text !== null);
}

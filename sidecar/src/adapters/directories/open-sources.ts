// Everything that can tell of directories and accounts at this site, put together.
import { type DirectoryWitness, nameDirectory, type ToldDirectory } from '../../domain/directory.ts';
import { foldName, type Username } from '../../domain/user.ts';
import {
  type ConfluenceDatabasePort,
  type DatabaseAccount,
  type DatabaseReading,
  type DirectoryAccount,
  type DirectoryReadPort,
  type DirectorySources,
  type DirectoryWord,
  HostFailure,
  type HostPort,
  type NameFault,
  type SiteAccounts,
  type ToldAccount,
  type ToldAccounts,
} from '../ports.ts';

export interface DirectorySourcesInput {
  readonly host: Pick<HostPort, 'directories'>;
  /** Directories with a Crowd application of their own, by their name in Confluence. */
  readonly crowd: readonly { readonly name: string; readonly reads: DirectoryReadPort }[];
  /** Confluence's own database; null where it may not be read. */
  readonly database: ConfluenceDatabasePort | null;
}

export function openDirectorySources({ host, crowd, database }: DirectorySourcesInput): DirectorySources {
  const hearConfluence = () => hear('confluence', () => host.directories());
  const hearCrowd = () => crowd.map((one) => hear('crowd', () => askCrowd(one)));
  return {
    tellAccounts: database !== null || crowd.length > 0,
    tellNames: database !== null,
    hear: () =>
      Promise.all([
        hearConfluence(),
        ...(database === null ? [] : [hear('database', () => database.read(readDirectories))]),
        ...hearCrowd(),
      ]),
    read: async (): Promise<SiteAccounts> => {
      const [confluence, fromDatabase, ...crowdWords] = await Promise.all([
        hearConfluence(),
        database === null ? null : readDatabase(database),
        ...hearCrowd(),
      ]);
      const told = new Set((fromDatabase?.accounts ?? []).map(({ directory }) => foldName(directory)));
      const rest = crowd.filter(({ name }) => !told.has(foldName(name)));
      const fromCrowd = await Promise.all(rest.map(readCrowd));
      return {
        words: [confluence, ...(fromDatabase === null ? [] : [fromDatabase.word]), ...crowdWords],
        accounts: [...(fromDatabase?.accounts ?? []), ...fromCrowd],
        nameFaults: fromDatabase?.nameFaults ?? null,
      };
    },
  };
}

async function hear(
  witness: DirectoryWitness,
  ask: () => Promise<readonly ToldDirectory[] | null>,
): Promise<DirectoryWord> {
  try {
    const told = await ask();
    return { witness, told, failure: told === null ? 'host_capability_absent' : null };
  } catch (error) {
    return { witness, told: null, failure: codeOf(error) };
  }
}

function codeOf(error: unknown): HostFailure['code'] {
  if (!(error instanceof HostFailure)) throw error;
  return error.code;
}

async function readDirectories(reading: DatabaseReading): Promise<ToldDirectory[]> {
  const found = await reading.directories();
  return found.map(({ id, name, kind, active, order, operations }) => {
    return { id, name, kind, active, order, operations, synchronising: null };
  });
}

/** A Crowd application tells that it answers for the directory; what it may do there is told by its abilities. */
async function askCrowd({ name, reads }: DirectorySourcesInput['crowd'][number]): Promise<ToldDirectory[]> {
  await reads.identify();
  return [nameDirectory(name)];
}

interface DatabaseTold {
  readonly word: DirectoryWord;
  readonly accounts: readonly ToldAccounts[];
  readonly nameFaults: readonly NameFault[] | null;
}

/** All of it shows one moment; half of it would not, so a failure leaves nothing. */
async function readDatabase(database: ConfluenceDatabasePort): Promise<DatabaseTold> {
  try {
    return await database.read(async (reading) => {
      const directories = await readDirectories(reading);
      const byId = new Map<string, ToldAccount[]>(directories.map(({ id }) => [id ?? '', []]));
      for await (const batch of reading.accounts()) {
        for (const account of batch) byId.get(account.directoryId)?.push(ofDatabase(account));
      }
      return {
        word: { witness: 'database', told: directories, failure: null },
        accounts: directories.map(({ id, name }) => ({
          directory: name,
          by: 'database',
          accounts: byId.get(id ?? '') ?? [],
          failure: null,
        })),
        nameFaults: await readNameFaults(reading),
      };
    });
  } catch (error) {
    return {
      word: { witness: 'database', told: null, failure: codeOf(error) },
      accounts: [],
      nameFaults: null,
    };
  }
}

async function readNameFaults(reading: DatabaseReading): Promise<NameFault[]> {
  const faults: NameFault[] = [];
  for await (const batch of reading.unsynced()) {
    for (const { userKey, username } of batch) faults.push({ kind: 'unsynced', userKey, username });
  }
  for await (const batch of reading.duplicates()) {
    for (const { fault, userKey, username } of batch) faults.push({ kind: fault, userKey, username });
  }
  return faults;
}

function ofDatabase({ username, userKey, active, email, displayName, createdAt }: DatabaseAccount): ToldAccount {
  return {
    username: username as Username,
    userKey,
    status: active === null ? 'unknown' : active ? 'active' : 'disabled',
    email,
    displayName,
    key: null,
    createdAt: createdAt ?? null,
  };
}

async function readCrowd({ name, reads }: DirectorySourcesInput['crowd'][number]): Promise<ToldAccounts> {
  const accounts: ToldAccount[] = [];
  try {
    for await (const page of reads.listAccounts()) accounts.push(...page.map(ofCrowd));
    return { directory: name, by: 'crowd', accounts, failure: null };
  } catch (error) {
    // What came before may be of another directory, where a mapping is wrong.
    return { directory: name, by: 'crowd', accounts: [], failure: codeOf(error) };
  }
}

function ofCrowd({ username, status, email, displayName, key, createdAt }: DirectoryAccount): ToldAccount {
  return { username, userKey: null, status, email, displayName, key, createdAt };
}

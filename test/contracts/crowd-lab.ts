// A lab with a connection to one directory of its Crowd: for the suites of the directory ports.
import { type CrowdConnection, type CrowdOptions, connectCrowd } from '../../sidecar/src/adapters/crowd/connect.ts';
import type { AccountTarget } from '../../sidecar/src/adapters/writes.ts';
import type { Username } from '../../sidecar/src/domain/user.ts';
import type { Application, Mapping } from '../lab/crowd/applications.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import type { Account } from '../lab/world/model.ts';
import { clockOf } from './host-lab.ts';

export interface CrowdLab {
  readonly lab: Lab;
  readonly application: Application;
  /** The directory as Crowd has it, with what the application may do there. */
  readonly mapping: Mapping;
  readonly connection: CrowdConnection;
  /** One more connection with other options. */
  readonly connect: (options?: Partial<CrowdOptions>) => CrowdConnection;
  readonly close: () => Promise<void>;
}

/** Starts a small lab and connects to one directory by its application; `user-management` sees the internal one. */
export async function openCrowdLab(
  labOptions: LabOptions = {},
  name = 'user-management',
  options: Partial<CrowdOptions> = {},
): Promise<CrowdLab> {
  const lab = await startLab({ users: 320, checkAnswers: false, ...labOptions });
  const application = lab.crowd.applications.get(name);
  const [mapping] = application?.mappings ?? [];
  if (application === undefined || mapping === undefined) throw new Error(`the lab's Crowd has no ${name}`);
  const connections: CrowdConnection[] = [];
  const connect = (more: Partial<CrowdOptions> = {}) => {
    const connection = connectCrowd({
      url: lab.crowdUrl,
      application: name,
      password: application.password,
      directory: { id: String(mapping.directory.id), writable: true },
      clock: clockOf(lab),
      timeoutMs: 2_000,
      ...options,
      ...more,
    });
    connections.push(connection);
    return connection;
  };
  return {
    lab,
    application,
    mapping,
    connect,
    connection: connect(),
    close: async () => {
      for (const connection of connections) await connection.close();
      await lab.close();
    },
  };
}

/** An account of the directory as it really is. */
export function accountIn({ mapping }: Pick<CrowdLab, 'mapping'>, username: string): Account {
  const account = mapping.directory.accounts.get(username.toLowerCase());
  if (account === undefined) throw new Error(`the directory has no account ${username}`);
  return account;
}

/** A target compared by directory alone. */
export function targetOf(username: string): AccountTarget {
  return { username: username as Username, key: null };
}

/** What arrived at the lab's Crowd and was no reading: method and path below the API. */
export function crowdWritesOf({ lab }: Pick<CrowdLab, 'lab'>): string[] {
  return lab.wire.log
    .list()
    .filter(({ service, method }) => service === 'crowd' && method !== 'GET')
    .map(({ method, path }) => `${method} ${path.replace(/^.*\/usermanagement\/1/, '')}`);
}

/** Every row of a list. */
export async function gather<Row>(pages: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

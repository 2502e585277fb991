// A lab with a connection to it, whose waiting moves the lab's own clock: for the suites of the adapter's ports.
import {
  type ConfluenceConnection,
  type ConfluenceOptions,
  connectConfluence,
} from '../../sidecar/src/adapters/confluence/connect.ts';
import type { AccountCredentials } from '../../sidecar/src/adapters/ports.ts';
import type { Clock } from '../../sidecar/src/clock.ts';
import type { UserKey } from '../../sidecar/src/domain/user.ts';
import { DAY_MS, formatInstant } from '../lab/clock.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import type { User } from '../lab/world/model.ts';
import { issueToken } from '../lab/world/tokens.ts';
import { findUser } from '../lab/world/views.ts';

export interface LabConnection {
  readonly lab: Lab;
  readonly connection: ConfluenceConnection;
  readonly close: () => Promise<void>;
}

/** Starts a small lab and connects to it as the service account. */
export async function openLab(
  labOptions: LabOptions,
  options: Partial<ConfluenceOptions> = {},
): Promise<LabConnection> {
  const lab = await startLab({ users: 320, ...labOptions });
  const connection = connectTo(lab, options);
  return {
    lab,
    connection,
    close: async () => {
      await connection.close();
      await lab.close();
    },
  };
}

/** One more connection to a lab, by default with the service account's token, or its password where tokens are unknown. */
export function connectTo(lab: Lab, options: Partial<ConfluenceOptions> = {}): ConfluenceConnection {
  const { token } = lab.service;
  return connectConfluence({
    url: lab.baseUrl,
    credentials: token === '' ? passwordOf(lab) : { kind: 'token', token },
    clock: clockOf(lab),
    ...options,
  });
}

/** The service account's name and password, which the Remote API wants. */
export function passwordOf({ service }: Lab): AccountCredentials {
  return { kind: 'password', username: service.username, password: service.password ?? '' };
}

/** The lab's clock as ours: what is slept, the lab has lived through. */
export function clockOf(lab: Lab): Clock {
  return {
    now: () => formatInstant(lab.clock.nowMs()),
    sleep: async (durationMs) => lab.clock.advanceDays(durationMs / DAY_MS),
  };
}

/** A user of the lab's cast. */
export function userOf(lab: Lab, username: string): User & { readonly key: UserKey } {
  const user = findUser(lab.world, username);
  if (user === undefined) throw new Error(`the lab knows nobody named ${username}`);
  return { ...user, key: user.userKey as UserKey };
}

/** A personal access token of anybody in the lab. */
export function tokenOf(lab: Lab, username: string): string {
  return issueToken(lab.world, userOf(lab, username), { name: 'suite', expirationDays: null }).raw;
}

/** What arrived at the lab: method, path and status. */
export function requestsOf(lab: Lab): string[] {
  return lab.wire.log
    .list()
    .map(({ method, path, status }) => `${method} ${path.slice('/confluence'.length)} ${status ?? 'unanswered'}`);
}

/** Methods of the Remote API that only read; it takes nothing but POST. */
const remoteReading = /^POST \/rpc\/json-rpc\/confluenceservice-v2\/(?:is|get)[A-Z]/;

/** What arrived at the lab and was no reading. */
export function writesOf(lab: Lab): string[] {
  return requestsOf(lab).filter((request) => !request.startsWith('GET ') && !remoteReading.test(request));
}

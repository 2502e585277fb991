// Asks a lab of every release line what it can do, through the adapter, in each of the circumstances that matter.
import { type ConfluenceConnection, connectConfluence } from '../../sidecar/src/adapters/confluence/connect.ts';
import type { AccountCredentials, CapabilityState } from '../../sidecar/src/adapters/ports.ts';
import { HostFailure } from '../../sidecar/src/adapters/ports.ts';
import { systemClock } from '../../sidecar/src/clock.ts';
import { KNOWN_LINES } from '../../test/lab/confluence/tiers.ts';
import { type Lab, startLab } from '../../test/lab/lab.ts';

/** What one release line can do. */
export interface TierFindings {
  readonly line: string;
  /** Everything in its place: the Remote API on, no secure administrator sessions, name and password. */
  readonly atBest: readonly CapabilityState[];
  /** The same with one thing missing each: the Remote API, open sessions, the password. */
  readonly hampered: readonly (readonly CapabilityState[])[];
  /** A code where a personal access token does not sign in. */
  readonly tokenRefusal: string | null;
  readonly tellsAdministrators: boolean;
}

/** Findings of all lines, oldest first. */
export async function askTiers(): Promise<TierFindings[]> {
  const findings: TierFindings[] = [];
  for (const line of KNOWN_LINES) findings.push(await askTier(line));
  return findings;
}

async function askTier(line: string): Promise<TierFindings> {
  const lab = await startLab({ confluence: line, users: 1, checkAnswers: false, remoteApi: true });
  const { username, password = '', token } = lab.service;
  const byPassword: AccountCredentials = { kind: 'password', username, password };
  const byToken: AccountCredentials = { kind: 'token', token: token === '' ? 'none.yet' : token };
  try {
    const atBest = await connectBriefly(lab, byPassword, readStates);
    const tokenRefusal = await connectBriefly(lab, byToken, readRefusal);
    const withToken = tokenRefusal === null ? [await connectBriefly(lab, byToken, readStates)] : [];
    const tellsAdministrators = await connectBriefly(lab, byPassword, async ({ host }) => {
      return (await host.administrators()) !== null;
    });
    Object.assign(lab.site, { secureAdmin: true });
    const withSecureSessions = await connectBriefly(lab, byPassword, readStates);
    Object.assign(lab.site, { secureAdmin: false, remoteApi: false });
    const withoutRemoteApi = await connectBriefly(lab, byPassword, readStates);
    const hampered = [withoutRemoteApi, withSecureSessions, ...withToken];
    return { line, atBest, hampered, tokenRefusal, tellsAdministrators };
  } finally {
    await lab.close();
  }
}

async function connectBriefly<Found>(
  lab: Pick<Lab, 'baseUrl'>,
  credentials: AccountCredentials,
  ask: (connection: ConfluenceConnection) => Promise<Found>,
): Promise<Found> {
  const connection = connectConfluence({ url: lab.baseUrl, credentials, clock: systemClock });
  try {
    return await ask(connection);
  } finally {
    await connection.close();
  }
}

function readStates({ host }: ConfluenceConnection): Promise<readonly CapabilityState[]> {
  return host.capabilities({ names: ['a/b'] });
}

async function readRefusal({ host }: ConfluenceConnection): Promise<string | null> {
  try {
    await host.whoAmI();
    return null;
  } catch (error) {
    if (error instanceof HostFailure) return error.code;
    throw error;
  }
}

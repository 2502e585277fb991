// One release line of Confluence with a sidecar beside it that signs in by token or by name and password.
import { connectConfluence } from '../../sidecar/src/adapters/confluence/connect.ts';
import type { AccountCredentials } from '../../sidecar/src/adapters/ports.ts';
import { systemClock } from '../../sidecar/src/clock.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import { buildPolicy, type Sidecar, type SidecarOptions, startSidecar } from './sidecar.ts';

export type SignIn = 'by token' | 'by password';

export interface OpenTier {
  readonly lab: Lab;
  readonly sidecar: Sidecar;
  readonly close: () => Promise<void>;
}

export interface TierWish {
  readonly confluence: string;
  readonly signIn: SignIn;
  readonly lab?: LabOptions;
  /** Told once the lab is there. */
  readonly sidecar?: (lab: Lab) => Promise<Partial<SidecarOptions>>;
}

/** Starts both; there are no nested groups, as an administrator would declare where nobody tells (before 9.4). */
export async function openTier({ confluence, signIn, ...more }: TierWish): Promise<OpenTier> {
  const lab = await startLab({ confluence, users: 220, ...more.lab });
  const { username, password = '', token } = lab.service;
  const credentials: AccountCredentials =
    signIn === 'by token' ? { kind: 'token', token } : { kind: 'password', username, password };
  const connection = connectConfluence({
    url: lab.baseUrl,
    credentials,
    clock: systemClock,
    deletionDeadlineMs: 10_000,
  });
  const sidecar = await startSidecar({
    lab,
    token: 'not used',
    ...(await more.sidecar?.(lab)),
    overrides: { connection },
  });
  await sidecar.context.store.settings.set('nestedGroups', 'declared-none', { by: 'test', at: systemClock.now() });
  return {
    lab,
    sidecar,
    close: async () => {
      await sidecar.close();
      await lab.close();
    },
  };
}

/** What a Confluence of any age can be asked for: nothing in it needs activity. */
export const contractorsOut = buildPolicy({
  criteria: { all: [{ inGroup: 'contractors' }, { status: 'active' }] },
  actions: [{ removeFromGroups: ['contractors'] }, 'disable'],
});

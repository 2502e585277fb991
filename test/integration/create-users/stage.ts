// A lab and a sidecar that may change it, newcomers to ask for, and the run that creates them.

import type { Newcomer } from '../../../sidecar/src/domain/newcomer.ts';
import type { Username } from '../../../sidecar/src/domain/user.ts';
import { requestCreation } from '../../../sidecar/src/services/newcomers/request.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import type { LabOptions } from '../../lab/options.ts';
import { findUser } from '../../lab/world/views.ts';
import { requireRun, type Sidecar, type SidecarOptions, startSidecar } from '../../support/sidecar.ts';
/** What the present test has to close, in reverse. */
export const closers: (() => Promise<void>)[] = [];

/** For the end of each test. */
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}

export interface Stage {
  readonly lab: Lab;
  readonly sidecar: Sidecar;
}

export async function setStage(
  lab: LabOptions = {},
  more: (lab: Lab) => Partial<SidecarOptions> = () => ({}),
): Promise<Stage> {
  const started = await startLab({ users: 150, ...lab });
  closers.push(started.close);
  const sidecar = await startSidecar({ lab: started, ...more(started) });
  closers.push(sidecar.close);
  const { store, clock } = sidecar.context;
  await store.settings.set('processMode', 'live', { by: 'test', at: clock.now() });
  return { lab: started, sidecar };
}

export function newcomer(username: string, parts: Partial<Newcomer> = {}): Newcomer {
  return {
    username: username as Username,
    displayName: `Display of ${username}`,
    email: `${username}@new.example`,
    groups: [],
    directory: null,
    ...parts,
  };
}

export const person = { username: '', displayName: 'Somebody Else', email: 'else@new.example', password: 'secret' };

export function userNamed({ world }: Pick<Lab, 'world'>, username: string) {
  const user = findUser(world, username);
  if (user === undefined) throw new Error(`nobody is named ${username}`);
  return user;
}

export function groupsOf({ world }: Pick<Lab, 'world'>, directory: string): string[] {
  return [...(world.directories.find(({ name }) => name === directory)?.groups.values() ?? [])].map(({ name }) => name);
}

export function serviceContextOf({ sidecar: { context } }: Pick<Stage, 'sidecar'>) {
  const { runner } = context;
  return {
    ...context,
    wake: { runner: runner.wake, snapshot: () => undefined, scheduler: () => undefined, mails: () => undefined },
  };
}

export async function create(
  stage: Pick<Stage, 'sidecar'>,
  newcomers: readonly Newcomer[],
  { mode, maxUsers = 50 }: { mode?: 'test'; maxUsers?: number } = {},
) {
  const actor = { userKey: 'key', username: 'ada' };
  const { context } = stage.sidecar;
  const order = { newcomers, asked: mode, maxUsers, to: [], actor };
  const run = await requestCreation(serviceContextOf(stage), order);
  await context.runner.settled();
  return requireRun(context, run.id);
}

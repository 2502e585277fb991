// A lab with restricted pages, plans that would leave them behind, and what those plans say of it.
import { afterEach } from 'vitest';
import type { ImpactKind } from '../../../sidecar/src/domain/impact.ts';
import { defaultLimits } from '../../../sidecar/src/domain/policy.ts';
import { approveRun } from '../../../sidecar/src/services/decisions.ts';
import type { Actor } from '../../../sidecar/src/services/service-context.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import type { LabOptions } from '../../lab/options.ts';
import { writePage } from '../../lab/world/content.ts';
import { findUser } from '../../lab/world/views.ts';
import type { MovableClock } from '../../support/clock.ts';
import { findEntry, requirePlan } from '../../support/runs.ts';
import { buildPolicy, requireRun, type Sidecar, startSidecar } from '../../support/sidecar.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Declared {
  readonly allSeen?: boolean;
  readonly searches?: number;
  readonly clock?: MovableClock;
}

export async function start(options: LabOptions = {}, declared: Declared = { allSeen: true }) {
  const { clock, ...restrictedPages } = declared;
  const lab = await startLab({ users: 160, ...options });
  const sidecar = await startSidecar({ lab, restrictedPages, ...(clock === undefined ? {} : { clock }) });
  closers.push(lab.close, sidecar.close);
  return { lab, sidecar, context: sidecar.context };
}

function plan(criteria: Parameters<typeof buildPolicy>[0]['criteria'], holdOnImpact: readonly ImpactKind[] = []) {
  const limits = { ...defaultLimits, maxPercent: 100, maxUnknownPercent: 100, maxUsers: 1000 };
  return buildPolicy({
    criteria,
    actions: ['disable'],
    limits: holdOnImpact.length === 0 ? limits : { ...limits, holdOnImpact },
  });
}
export const disable = (username: readonly string[], ...rest: readonly [(readonly ImpactKind[])?]) =>
  plan({ username: [...username] }, ...rest);
export const everybody = (...rest: readonly [(readonly ImpactKind[])?]) => plan({ status: 'active' }, ...rest);

function person({ world }: Lab, username: string) {
  const user = findUser(world, username);
  if (user === undefined) throw new Error(`the lab lacks ${username}`);
  return user;
}

interface Restriction {
  readonly editors?: readonly string[];
  readonly groups?: readonly string[];
  readonly viewers?: readonly string[];
  readonly changedBy?: string;
}

/** The id of a page that somebody makes, and who may edit and see it: everybody, unless told. */
export function page(lab: Lab, author: string, { editors = [], groups = [], viewers, changedBy }: Restriction): string {
  const keys = (names: readonly string[]) => names.map((name) => person(lab, name).userKey);
  return writePage(lab.world, {
    author: person(lab, author),
    ...(changedBy === undefined ? {} : { editor: person(lab, changedBy) }),
    ...(viewers === undefined ? {} : { viewers: keys(viewers) }),
    ...(editors.length + groups.length === 0 ? {} : { editors: { userKeys: keys(editors), groups } }),
  }).id;
}

export const searches = (lab: Lab) =>
  lab.wire.log.list().filter(({ path, query }) => path.endsWith('/content/search') && query.includes('restrictions'));

export const solePages = async ({ context }: Pick<Sidecar, 'context'>, runId: number, username: string) =>
  [...((await findEntry(context, runId, username))?.before.impact?.soleEditorOf ?? [])].sort();

/** What the guard over a whole plan says of what is left behind; undefined where it lets pass. */
export const heldFor = async ({ context }: Pick<Sidecar, 'context'>, runId: number) =>
  (await requirePlan(context, runId)).refusals.find(({ guard }) => guard === 'impact')?.details;

export const untoldOf = async ({ context }: Pick<Sidecar, 'context'>, runId: number) =>
  (await requirePlan(context, runId)).summary.impactUntold ?? [];

/** Has somebody approve the held plan, and carries it out. */
export async function approve({ context }: Sidecar, runId: number) {
  const { digest } = await requirePlan(context, runId);
  const actor = { userKey: 'ada', username: 'ada' } as Actor;
  const approved = await approveRun(context, { runId, digest, actor });
  context.runner.wake();
  await context.runner.settled();
  return requireRun(context, approved.id);
}

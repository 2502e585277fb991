// Shows the mails the next run would send if it planned what a simulation planned: rendered like any mail, sent to nobody.
import type { Clock } from '../clock.ts';
import type { Report, ReportedUser } from '../domain/report.ts';
import type { Outcome } from '../domain/run.ts';
import { effectiveMode } from '../domain/run-mode.ts';
import type { ReportMail } from '../mail/render.ts';
import type { MailToRender } from '../mail/render-mail.ts';
import type { SimulatedEntry, Simulation } from '../store/simulations.ts';
import type { Store } from '../store/store.ts';
import { findRecipients } from './report-recipients.ts';
import { reportSource } from './write-report.ts';

export interface SimulatedMails {
  readonly report: ReportMail;
  /** Who would get the report, as far as their addresses are known now. */
  readonly recipients: readonly string[];
  /** The warning of the first user who would be warned; null where nobody would be. */
  readonly warning: (ReportMail & { readonly to: string }) | null;
}

export interface SimulatedPreviewInput {
  readonly store: Pick<Store, 'policies' | 'runs' | 'settings' | 'simulations' | 'snapshots'>;
  readonly clock: Clock;
  readonly hostUrl: string;
  readonly render: (mail: MailToRender) => Promise<ReportMail>;
}

export type PreviewSimulation = (simulation: Simulation) => Promise<SimulatedMails>;

const entriesPerPage = 200;
/** Nobody: a report says the same to everybody. */
const anybody = 'nobody@localhost';

export function createSimulationPreviewer(input: SimulatedPreviewInput): PreviewSimulation {
  return async (simulation) => {
    const report = await imagineReport(input, simulation);
    const { mode } = report;
    const done = simulation.refusals.length > 0 ? null : ({ kind: mode === 'live' ? 'applied' : 'rehearsed' } as const);
    const groundOf = (outcome: Outcome | null) => {
      return { report, entries: readEntries(input.store, simulation.id, outcome), unknown: [] };
    };
    const to = await findWarned(input.store, simulation.id);
    const warning =
      to === null ? null : await input.render({ kind: 'stage-warning', to, ...groundOf({ kind: 'applied' }) });
    const { addresses } = await findRecipients(input.store, simulation.definition.report, input.clock.now());
    return {
      report: await input.render({ kind: 'run-report', to: anybody, ...groundOf(done) }),
      recipients: addresses,
      warning: warning === null || to === null ? null : { ...warning, to },
    };
  };
}

/** As the run would report that comes next, in the mode the policy has; one that is not saved begins in test mode. */
async function imagineReport(
  { store, clock, hostUrl }: SimulatedPreviewInput,
  { policyId, policyVersion, definition, snapshotId, digest, summary, unknownByReason, refusals }: Simulation,
): Promise<Report> {
  const policy = await store.policies.get(policyId);
  const snapshot = await store.snapshots.get(snapshotId);
  const [newest] = await store.runs.list({ limit: 1, before: null });
  const { processMode } = await store.settings.all();
  const { mode, rehearsalReason } = effectiveMode({ policyMode: policy?.mode ?? 'test', processMode });
  const at = clock.now();
  return {
    runId: (newest?.id ?? 0) + 1,
    policy: { id: policyId, name: definition.name, version: policyVersion ?? (policy?.version ?? 0) + 1 },
    mode,
    rehearsalReason,
    trigger: { kind: 'schedule', tick: '' },
    ending: refusals.length > 0 ? 'quarantined' : 'completed',
    failure: null,
    requestedAt: at,
    finishedAt: at,
    host: { url: hostUrl, version: null },
    snapshot: snapshot === null ? null : { takenAt: snapshot.startedAt, sources: snapshot.sources.map(reportSource) },
    plan: { digest, summary, unknownByReason, refusals },
    outcomes: { users: {}, steps: {}, verified: {} },
    ...(definition.stages === undefined ? {} : { stages: definition.stages }),
  };
}

/** The users of the simulation; what is planned of them came to `done`, or is still to be done. */
async function* readEntries(
  store: Pick<Store, 'simulations'>,
  simulationId: number,
  done: Outcome | null,
): AsyncGenerator<ReportedUser> {
  for (let after = 0; ; ) {
    const page = await store.simulations.entries({ simulationId, after, limit: entriesPerPage });
    yield* page.map((entry) => imagineUser(entry, done));
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.personId;
  }
}

function imagineUser(entry: SimulatedEntry, done: Outcome | null): ReportedUser {
  const steps = entry.steps.map(({ change, disposition }) => {
    const outcome = disposition.kind === 'planned' ? done : disposition;
    return { change, disposition, outcome, verification: null };
  });
  return { ...entry, steps };
}

async function findWarned(store: Pick<Store, 'simulations'>, simulationId: number): Promise<string | null> {
  for await (const { before, steps } of readEntries(store, simulationId, { kind: 'applied' })) {
    const warned = steps.some(({ change, outcome }) => change.kind === 'warn' && outcome?.kind === 'applied');
    if (warned && before.email !== null) return before.email;
  }
  return null;
}
